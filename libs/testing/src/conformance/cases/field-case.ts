import assert from 'node:assert/strict';
import type { ChatRequest } from 'llm-gateway/contracts';
import type { FakeReply } from '../../fake-upstreams/fake-reply.js';
import type { AdapterAbility } from '../adapter-ability.js';
import type { ConformanceCase } from '../conformance-case.js';
import { occursIn } from '../leaf-values.js';
import { assertNotSilent, assertSent, outcomeOf } from '../request-outcome.js';

export interface RequestField {
  readonly ability: AdapterAbility;
  /** What the field is for, after "sends" and "does not drop in silence". */
  readonly title: string;
  /** Names under which it may be refused or reported: OpenAI's wire names. */
  readonly field: RegExp;
  readonly request: Partial<ChatRequest>;
  /** The same request without the field; the default says "Hi". */
  readonly without?: Partial<ChatRequest>;
  /** Values that the vendor's body must contain. */
  readonly markers?: readonly unknown[];
  readonly alsoNeeds?: readonly AdapterAbility[];
  /** What the vendor says, where the request asks for a certain form of it. */
  readonly reply?: FakeReply;
}

/** The two sides of a field: it reaches the vendor, or the client learns that it does not. */
export function fieldCases(field: RequestField): ConformanceCase[] {
  const { ability, title, alsoNeeds = [] } = field;
  return [
    {
      name: `sends ${title}`,
      needs: ['http', ability, ...alsoNeeds],
      async run(context) {
        for (const stream of [false, true]) {
          const plain = await outcomeOf(context, field.without ?? {}, stream);
          assertSent(plain, field.field);
          if (field.reply) context.script(field.reply);
          const outcome = await outcomeOf(context, field.request, stream);
          assertSent(outcome, field.field);
          assert.notDeepEqual(outcome.body, plain.body, 'makes no difference to the vendor');
          for (const marker of field.markers ?? [])
            assert.ok(
              occursIn(outcome.body, marker),
              `${JSON.stringify(marker)} is not in ${JSON.stringify(outcome.body)}`,
            );
        }
      },
    },
    {
      name: `does not drop in silence ${title}`,
      needs: alsoNeeds,
      lacks: ability,
      async run(context) {
        for (const stream of [false, true])
          assertNotSilent(await outcomeOf(context, field.request, stream), field.field);
      },
    },
  ];
}
