import assert from 'node:assert/strict';
import { GatewayError, type ChatRequest } from 'llm-gateway/contracts';
import { collect } from '../chat-call-for.js';
import type { ConformanceContext } from './conformance-context.js';

/** What became of a request. */
export type RequestOutcome =
  | { readonly type: 'refused'; readonly error: GatewayError }
  | {
      readonly type: 'sent';
      readonly ignored: ReadonlySet<string>;
      /** What the vendor received; undefined for an adapter without a network. */
      readonly body: unknown;
    };

/** Sends a request and waits for the end of its answer. Errors that are not a refusal are thrown. */
export async function outcomeOf(
  context: ConformanceContext,
  request: Partial<ChatRequest>,
  stream: boolean,
): Promise<RequestOutcome> {
  const call = context.call(request, stream);
  try {
    if (stream) await collect(await context.open(call));
    else await context.adapter.complete(call);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.status !== 400) throw error;
    return { type: 'refused', error };
  }
  return {
    type: 'sent',
    ignored: call.scope.ignoredParameters,
    body: context.has('http') ? context.upstream.lastRequest.json : undefined,
  };
}

/** The field reached the vendor, and was not reported as left out. */
export function assertSent(
  outcome: RequestOutcome,
  field: RegExp,
): asserts outcome is Extract<RequestOutcome, { type: 'sent' }> {
  if (outcome.type === 'refused')
    assert.fail(`refused, although the ability is declared: ${outcome.error.message}`);
  const reported = [...outcome.ignored].filter((name) => field.test(name));
  assert.deepEqual(reported, [], 'reported as ignored, although the ability is declared');
}

/** The client learns that the field was not honoured: a 400 that names it, or a report. */
export function assertNotSilent(outcome: RequestOutcome, field: RegExp): void {
  if (outcome.type === 'refused') {
    const { code, details, message } = outcome.error;
    // A field that goes on as it came may be refused by the vendor itself, in its own words.
    if (code !== 'provider_rejected_request') {
      assert.match(code, /^(unsupported_parameter|unsupported_value|invalid_request)$/);
      assert.match(details.param ?? '', field, `the refusal names another field: ${message}`);
    } else {
      const words = [details.param ?? '', ...message.split(/[\s'"`:,.]+/)];
      assert.ok(
        words.some((word) => field.test(word)),
        `the vendor refused: ${message}`,
      );
    }
    assert.ok(message.length > 20, 'the refusal says what to do');
    assert.notEqual(details.transient, true, 'a refusal is not repeated');
    return;
  }
  const reported = [...outcome.ignored];
  assert.ok(
    reported.some((name) => field.test(name)),
    `the field was dropped in silence; reported are [${reported.join(', ')}]`,
  );
}
