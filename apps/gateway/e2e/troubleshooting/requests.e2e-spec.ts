import { setTimeout as sleep } from 'node:timers/promises';
import type { FakeUpstream, Fault } from 'llm-gateway/testing';
import { logOf } from '../support/log-of.js';
import { postChat } from '../support/post-chat.js';
import { ToolsClient } from '../support/tools-client.js';
import { describeSymptoms } from './describe-symptoms.js';
import {
  folderWith,
  gatewayFor,
  processFor,
  variablesOf,
  vendorFor,
} from '../support/start-for.js';
import { expectGood, sightOf, type Sight, type Symptom } from './symptom.js';

const OPENAI = { model: 'openai/gpt-4o' };
const ECHO = { model: 'simulator/echo' };
const NOBODY = 'http://127.0.0.1:9';

/** A vendor that fails once, and is well again. */
function failing(fault: Fault): Symptom {
  let ask: () => Promise<Response>;
  return {
    async see(later) {
      const vendor = await vendorFor(later);
      const gateway = await gatewayFor(later, {
        ...variablesOf(vendor),
        LLM_GATEWAY_CONFIG_DIR: await folderWith(later, {
          'providers.json': { providers: { openai: { maximumRetries: 0 } } },
        }),
      });
      vendor.failWith(fault);
      ask = () => postChat(gateway, OPENAI);
      return sightOf(await ask());
    },
    mend: async () => expectGood(await ask()),
  };
}

/** A vendor that takes a second, with this deadline. */
function late(deadline: 'headersMs' | 'totalMs'): Symptom {
  const ask = async (later: AsyncDisposableStack, ms: number) => {
    const vendor: FakeUpstream = await vendorFor(later);
    vendor.failWith({ type: 'delay', ms: 2_000 });
    const openai = { maximumRetries: 0, deadlines: { [deadline]: ms } };
    const gateway = await gatewayFor(later, {
      ...variablesOf(vendor),
      LLM_GATEWAY_CONFIG_DIR: await folderWith(later, {
        'providers.json': { providers: { openai } },
      }),
    });
    return postChat(gateway, OPENAI);
  };
  return {
    see: async (later) => sightOf(await ask(later, 100)),
    mend: async (later) => expectGood(await ask(later, 60_000)),
  };
}

/** A request that is wrong, and one that is right. */
function wrong(
  ask: (gateway: { readonly url: string }, isMended: boolean) => Promise<Response>,
  variables = {},
): Symptom {
  let url: string;
  return {
    async see(later) {
      ({ url } = await gatewayFor(later, variables));
      return sightOf(await ask({ url }, false));
    },
    mend: async () => expectGood(await ask({ url }, true)),
  };
}

/** A gateway with these variables, and one with others. */
function misconfigured(
  model: string,
  before: Readonly<Record<string, string>>,
  after: (vendor: FakeUpstream) => Readonly<Record<string, string>>,
): Symptom {
  const ask = async (later: AsyncDisposableStack, variables: Readonly<Record<string, string>>) =>
    postChat(await gatewayFor(later, variables), { model });
  return {
    see: async (later) => sightOf(await ask(later, before)),
    mend: async (later) => expectGood(await ask(later, after(await vendorFor(later)))),
  };
}

async function askFinetune(later: AsyncDisposableStack, model: string): Promise<Response> {
  return postChat(await gatewayFor(later, variablesOf(await vendorFor(later))), { model });
}

const LARGE = { body: { messages: [{ role: 'user', content: 'x'.repeat(3_000) }] } };

const askOnce = (gateway: { readonly url: string }, key: string, body: object) =>
  postChat(gateway, ECHO, { headers: { 'idempotency-key': key }, body });

const SLOW = { model: 'simulator/echo?latency_ms=500' };

async function seeAccessLine(word: string, timeoutMs: number): Promise<Sight> {
  const text = await logOf({}, word, (gateway) =>
    postChat(gateway, SLOW, { signal: AbortSignal.timeout(timeoutMs) }).catch(() => {}),
  );
  return { place: 'In the log', text };
}

describeSymptoms('Requests', [
  {
    see: async (later) => sightOf(await askFinetune(later, 'my-finetune')),
    mend: async (later) => expectGood(await askFinetune(later, 'openai/my-finetune')),
  },
  wrong(({ url }, isMended) =>
    fetch(`${url}${isMended ? '/v1' : ''}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ECHO, messages: [{ role: 'user', content: 'Hi' }] }),
    }),
  ),
  misconfigured('gpt-4o', {}, variablesOf),
  {
    see: async (later) => {
      const vendor = await vendorFor(later);
      vendor.failWith({ type: 'status', status: 401 });
      return sightOf(await postChat(await gatewayFor(later, variablesOf(vendor)), OPENAI));
    },
    mend: async (later) => {
      const vendor = await vendorFor(later);
      const variables = { ...variablesOf(vendor), OPENAI_API_KEY: 'new-key' };
      await expectGood(await postChat(await gatewayFor(later, variables), OPENAI));
    },
  },
  misconfigured(
    OPENAI.model,
    { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: 'http://vendor.invalid/v1' },
    variablesOf,
  ),
  misconfigured(
    OPENAI.model,
    { OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: NOBODY },
    (vendor) => ({ ...variablesOf(vendor), HTTP_PROXY: NOBODY, HTTPS_PROXY: NOBODY }),
  ),
  failing({ type: 'status', status: 429, headers: { 'retry-after': '7' } }),
  failing({
    type: 'status',
    status: 429,
    body: JSON.stringify({ error: { message: 'No money.', code: 'insufficient_quota' } }),
  }),
  failing({ type: 'status', status: 529 }),
  late('headersMs'),
  late('totalMs'),
  failing({
    type: 'status',
    status: 400,
    body: JSON.stringify({ error: { message: 'Too long.', code: 'context_length_exceeded' } }),
  }),
  {
    see: async (later) =>
      sightOf(
        await postChat(
          await gatewayFor(later, { LLM_GATEWAY_MAX_BODY_BYTES: '2048' }),
          ECHO,
          LARGE,
        ),
      ),
    mend: async (later) => expectGood(await postChat(await gatewayFor(later), ECHO, LARGE)),
  },
  wrong((gateway, isMended) =>
    postChat(gateway, ECHO, isMended ? {} : { headers: { 'content-encoding': 'compress' } }),
  ),
  wrong((gateway, isMended) =>
    isMended
      ? new ToolsClient(gateway).get('/semantic_search')
      : new ToolsClient(gateway).post({ name: 'semantic_search', arguments: { question: 'Why?' } }),
  ),
  {
    see: async (later) => {
      const { url } = await gatewayFor(later);
      await askOnce({ url }, 'one', {});
      return sightOf(await askOnce({ url }, 'one', { temperature: 0.5 }));
    },
    mend: async (later) => {
      const { url } = await gatewayFor(later);
      await askOnce({ url }, 'one', {});
      await expectGood(await askOnce({ url }, 'two', { temperature: 0.5 }));
    },
  },
  {
    see: async (later) => {
      const gateway = await processFor(later, {
        LLM_GATEWAY_PRE_STOP_DELAY_MS: '100',
        LLM_GATEWAY_DRAIN_MS: '300',
      });
      const answer = postChat(gateway, { model: 'simulator/echo?latency_ms=30000' });
      await sleep(1_000);
      gateway.signal('SIGTERM');
      return sightOf(await answer);
    },
    mend: async (later) => expectGood(await postChat(await gatewayFor(later), ECHO)),
  },
  {
    see: () => seeAccessLine('"status":499', 100),
    mend: async () => void (await seeAccessLine('"status":200', 60_000)),
  },
]);
