import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { useGateway } from './support/gateway-under-test.js';
import { HealthClient } from './support/health-client.js';
import { postChat } from './support/post-chat.js';
import { subjectNamed } from './support/subjects.js';

const CANARY = 'canary-of-a-message';
const OPENAI = subjectNamed('openai');
const ANTHROPIC = subjectNamed('anthropic');

describe('the detailed health', () => {
  const gateway = useGateway({ subjects: [OPENAI, ANTHROPIC] });
  const health = new HealthClient(gateway);

  it('knows no provider that nobody called', async () => {
    expect((await health.read('/detailed'))[1]).toMatchObject({ providers: {} });
  });

  it('tells how live traffic fared, and nothing of its content', async () => {
    const ask = (subject: typeof OPENAI) =>
      postChat(gateway, subject, { body: { messages: [{ role: 'user', content: CANARY }] } });
    await ask(ANTHROPIC);
    gateway
      .upstreamOf(OPENAI)
      .failWith({ type: 'status', status: 500 }, { type: 'status', status: 429 });
    await ask(OPENAI);
    await ask(OPENAI);
    const [code, body] = await health.read('/detailed');
    const { openai, anthropic } = (body as unknown as { providers: Record<string, object> })
      .providers;
    expect(code).toBe(200);
    expect(openai).toEqual({
      requests: 2,
      errors: 2,
      last_success_at: null,
      last_error: {
        code: 'rate_limit_exceeded',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    });
    expect(anthropic).toEqual({
      requests: 1,
      errors: 0,
      last_success_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      last_error: null,
    });
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${CANARY}|test-key`));
  });

  it('calls no vendor', async () => {
    await health.read('/detailed');
    await health.read('/ready?verbose');
    expect(gateway.upstreams.flatMap(({ requests }) => requests)).toEqual([]);
  });

  it('holds all that ?verbose has, and the process and the sessions', async () => {
    const [, verbose] = await health.read('/ready?verbose');
    const [, detailed] = await health.read('/detailed');
    expect(Object.keys(detailed)).toEqual(expect.arrayContaining(Object.keys(verbose)));
    expect(detailed).toMatchObject({
      process: {
        pid: process.pid,
        uptime_seconds: expect.any(Number),
        memory: { resident_bytes: expect.any(Number), heap_used_bytes: expect.any(Number) },
        event_loop: { longest_delay_ms: expect.any(Number), utilization: expect.any(Number) },
      },
      sessions: { store: 'in memory (one replica)' },
    });
  });
});

describe('the health routes in OpenAPI', () => {
  const gateway = useGateway({ subjects: [] });
  const health = new HealthClient(gateway);
  let paths: Record<string, any>;
  const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }));

  beforeAll(async () => {
    ({ paths } = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as never);
  });

  it.each(['', '/ready', '/ready?verbose', '/detailed'])(
    'describe /health%s as it is',
    async (path) => {
      const [code, body] = await health.read(path);
      const { responses } = paths[`/health${path.replace('?verbose', '')}`].get;
      const { schema } = responses[code].content['application/json'];
      expect(Object.keys(schema.properties).length).toBeGreaterThan(1);
      ajv.validate(schema, body);
      expect(ajv.errors).toBeNull();
    },
  );

  it('describe what they answer else', () => {
    expect(Object.keys(paths['/health'].get.responses)).toEqual(['200', '503']);
    expect(Object.keys(paths['/health/ready'].get.responses)).toEqual(['200', '503']);
    expect(paths['/health/ready'].get.parameters).toMatchObject([
      { name: 'verbose', required: false },
    ]);
  });
});
