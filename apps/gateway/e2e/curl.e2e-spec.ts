import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { useGateway } from './support/gateway-under-test.js';
import { eventsOf } from './support/read-events.js';
import { DEFAULT_TEXT, SEARCH_REPLY, SEARCH_TOOL } from './support/replies.js';
import { runCommand } from './support/run-command.js';
import { SUBJECTS } from './support/subjects.js';

const gateway = useGateway();

const HTTP_ERROR = 22;

function body(model: string, more: object = {}): string {
  return JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], ...more });
}

function curl(...parameters: readonly string[]) {
  return runCommand(['curl', '--silent', '--show-error', '--max-time', '15', ...parameters]);
}

describe.each(SUBJECTS)('curl with $name', (subject) => {
  const upstream = () => gateway.upstreamOf(subject);
  const chats = () => `${gateway.url}/v1/chat/completions`;

  it('gets a whole answer', async () => {
    const { exitCode, output } = await curl(chats(), '--json', body(subject.model));
    expect(exitCode).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      choices: [{ message: { content: DEFAULT_TEXT }, finish_reason: 'stop' }],
    });
  });

  it('gets a tool call', async () => {
    upstream().replyWith(SEARCH_REPLY);
    const { output } = await curl(chats(), '--json', body(subject.model, { tools: [SEARCH_TOOL] }));
    const { choices } = JSON.parse(output);
    const [call] = choices[0].message.tool_calls;
    expect(call.function.name).toBe('search');
    expect(JSON.parse(call.function.arguments)).toEqual({ query: 'wörld' });
  });

  it('shows a stream whole, with -N', async () => {
    const { exitCode, output } = await curl(
      '-N',
      chats(),
      '--json',
      body(subject.model, { stream: true }),
    );
    expect(exitCode).toBe(0);
    const events = eventsOf(output).filter((event) => event.startsWith('data: '));
    expect(events.pop()).toBe('data: [DONE]');
    const pieces = events.map((event) => JSON.parse(event.slice('data: '.length)).choices[0]);
    expect(pieces.map(({ delta }) => delta.content ?? '').join('')).toBe(DEFAULT_TEXT);
  });

  it('shows each piece at once with -N, and lets go of the upstream when it is ended', async () => {
    upstream().failWith({ type: 'silent-after', frames: subject.framesToText });
    const child = spawn('curl', ['-sN', chats(), '--json', body(subject.model, { stream: true })]);
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    await eventually(() => output.includes('"content":"Hello"'), 'the first piece of text', 10_000);
    child.kill('SIGINT');
    await once(child, 'close');
    await eventually(() => upstream().abandoned > 0, 'the upstream is let go', 10_000);
    expect(upstream().abandoned).toBe(1);
  });

  it('fails with the error on its output, with --fail-with-body', async () => {
    upstream().failWith({ type: 'status', status: 429, headers: { 'retry-after': '7' } });
    const { exitCode, output } = await curl(
      '--fail-with-body',
      '--include',
      chats(),
      '--json',
      body(subject.model),
    );
    expect(exitCode).toBe(HTTP_ERROR);
    const [head, json] = output.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 429 /);
    expect(head?.toLowerCase()).toContain('retry-after: 7');
    expect(JSON.parse(json!)).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
  });

  it('repeats with --retry what a moment later goes well', async () => {
    upstream().failWith({ type: 'status', status: 429, headers: { 'retry-after': '1' } });
    const { exitCode, output } = await curl('--retry', '1', chats(), '--json', body(subject.model));
    expect(exitCode).toBe(0);
    expect(output).toContain(JSON.stringify(DEFAULT_TEXT));
    expect(upstream().requests).toHaveLength(2);
  });

  it('shows at the end of a stream that it broke off', async () => {
    upstream().failWith({ type: 'cut-after', frames: subject.framesToText });
    const { output } = await curl('-N', chats(), '--json', body(subject.model, { stream: true }));
    const last = eventsOf(output).at(-1)!;
    expect(JSON.parse(last.slice('data: '.length))).toMatchObject({
      error: { code: 'provider_stream_interrupted' },
    });
  });
});

it('curl: takes a body that was sent with -d and no content type', async () => {
  const { exitCode, output } = await curl(
    '--fail-with-body',
    `${gateway.url}/v1/chat/completions`,
    '-d',
    body('simulator/echo'),
  );
  expect({ exitCode, output }).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining('last user message says'),
  });
});

it('curl: takes a compressed body', async () => {
  const { output } = await runCommand(
    [
      'sh',
      '-c',
      `gzip | curl -s ${gateway.url}/v1/chat/completions -H 'content-type: application/json' -H 'content-encoding: gzip' --data-binary @-`,
    ],
    { input: body('simulator/echo') },
  );
  expect(JSON.parse(output)).toHaveProperty('choices');
});
