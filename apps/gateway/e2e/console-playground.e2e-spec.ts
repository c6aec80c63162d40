import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import type { Locator } from 'playwright-core';
import { useConsole } from './support/console/console-browser.js';
import { MARKUP, useConsoleGateway } from './support/console/console-gateway.js';
import { Playground } from './support/console/playground.js';
import { eventsOf } from './support/read-events.js';

const run = promisify(execFile);
const gateway = useConsoleGateway();
const browser = useConsole(gateway);
const open = () => new Playground(browser.page).open(gateway);

describe('the playground', () => {
  it('shows an answer while it is streamed, and then what it cost', async () => {
    const playground = await open();
    await playground.choose('simulator/echo?tokens=40&chunk_ms=50');
    const answer = await playground.send('Hello');
    await answer.getByText('Streaming …').waitFor();
    const text = await firstWordsOf(answer);
    const early = await text.innerText();
    await answer.getByText('→ 40 tokens').waitFor();
    const whole = await text.innerText();
    expect(whole.slice(0, early.length)).toBe(early);
    expect(whole.length).toBeGreaterThan(early.length);
    expect(await answer.innerText()).toMatch(/first word \d+ ms · \d+ ms · stop · req_/);
  });

  it('sends the conversation so far with the next message', async () => {
    const playground = await open();
    await playground.ask('My name is Ada');
    const answer = await playground.ask('What is my name?');
    expect(await answer.innerText()).toContain('I read 3 messages.');
    expect(await answer.innerText()).toContain('Your name is Ada.');
  });

  it.each([
    ['Escape', () => browser.page.keyboard.press('Escape')],
    ['the button', () => browser.page.getByRole('button', { name: 'Stop' }).click()],
  ])('stops an answer by %s: the gateway ends the request, and the text stays', async (_, stop) => {
    const playground = await open();
    const left = await countLeft();
    await playground.choose('simulator/echo?tokens=2000&chunk_ms=50');
    const answer = await playground.send('Hello');
    const text = await firstWordsOf(answer);
    await stop();
    await answer.getByText('Stopped').waitFor();
    expect(await text.innerText()).not.toBe('');
    await eventually(async () => (await countLeft()) === left + 1, 'the request ended');
    await browser.page.getByRole('button', { name: 'Send' }).waitFor();
  });

  it('tells what went wrong, with its code and the id of the request, and asks again', async () => {
    const playground = await open();
    await playground.choose('nobody/nothing');
    const answer = await playground.send('Hello');
    const failure = answer.getByRole('alert');
    expect(await failure.innerText()).toMatch(/model_not_found\s+HTTP 404/);
    expect(await failure.innerText()).toContain("The model 'nobody/nothing' is not known here.");
    expect(await failure.innerText()).toMatch(/Request req_/);
    await playground.choose('simulator/echo');
    await browser.page.getByRole('button', { name: 'Ask again' }).click();
    await answer.getByText('I read 1 message.').waitFor();
    expect(await playground.answers.count()).toBe(1);
  });

  it('keeps the text of an answer that broke off, beside the error', async () => {
    const playground = await open();
    await playground.choose('simulator/echo?cut_after=3');
    const answer = await playground.send('Hello');
    await answer.getByText('provider_stream_interrupted').waitFor();
    expect(await answer.locator('.text').innerText()).toContain('I read 1');
  });

  it('shows the tools that the gateway runs for the model', async () => {
    gateway.service.answerWith({ body: { hours: 3 } });
    const playground = await open();
    await browser.page.getByLabel('plan_route').check();
    const answer = await playground.ask('Use plan_route for Paris');
    const step = answer.getByRole('list', { name: 'Tools that were run' }).getByRole('listitem');
    expect(await step.innerText()).toMatch(/plan_route\s*Done\s*\d+ ms/);
    await step.getByText('plan_route').click();
    expect(await step.locator('pre').innerText()).toContain('"from"');
    expect(await answer.innerText()).toContain('plan_route answered "{"hours":3}"');
  });

  it('changes and removes messages of the conversation', async () => {
    const playground = await open();
    await playground.ask('My name is Ada');
    await browser.page.getByRole('button', { name: 'Edit your message' }).click();
    await browser.page.getByLabel('Text of the message').fill('My name is Bob');
    await browser.page.getByRole('button', { name: 'Save' }).click();
    await browser.page.getByRole('button', { name: 'Remove the answer' }).click();
    const answer = await playground.ask('What is my name?');
    expect(await answer.innerText()).toContain('I read 2 messages.');
    expect(await answer.innerText()).toContain('Your name is Bob.');
  });

  it('shows markup of a model and of its reader as text', async () => {
    const playground = await open();
    const answer = await playground.ask(MARKUP);
    expect(await answer.innerText()).toContain(MARKUP);
    expect(await browser.page.evaluate('globalThis.isBroken')).toBeUndefined();
  });

  it('sends the key of this tab, and keeps it nowhere else', async () => {
    const playground = await open();
    await browser.page.getByRole('button', { name: 'API key' }).click();
    await browser.page.getByLabel('Key', { exact: true }).fill('secret-key');
    await browser.page.getByRole('button', { name: 'Use key' }).click();
    const sent = browser.page.waitForRequest('**/v1/chat/completions');
    await playground.ask('Hello');
    expect((await sent).headers()['authorization']).toBe('Bearer secret-key');
    expect(await playground.curl.innerText()).toContain('Bearer $LLM_GATEWAY_API_KEY');
    expect(await browser.page.evaluate('JSON.stringify(localStorage) + document.cookie')).toBe(
      '{}',
    );
    expect(await browser.page.content()).not.toContain('secret-key');
  });
});

describe('the equivalent curl', () => {
  it.each([
    ['quotes', `it's "quoted" \`uname\` $HOME \\ !!`],
    ['lines', 'one\ntwo\n\tthree'],
    ['an apostrophe at each end', `'ends'`],
    ['other scripts', 'Grüße, 世界 👋'],
  ])('sends what the page sends, run by a shell: %s', async (_, text) => {
    const playground = await open();
    await playground.message.fill(text);
    const command = await playground.curl.innerText();
    const sent = browser.page.waitForRequest('**/v1/chat/completions');
    await playground.message.press('Enter');
    const body = (await sent).postDataJSON();
    const words = await wordsOf(command);
    expect(JSON.parse(words.at(-1)!)).toEqual(body);
    expect(await answerTo(command)).toBe(
      `I read 1 message. The last user message says: "${text}".`,
    );
  });
});

/** The text of an answer that has begun. */
async function firstWordsOf(answer: Locator): Promise<Locator> {
  const text = answer.locator('.text', { hasText: /\S/ });
  await text.waitFor();
  return text;
}

/** What a shell makes of the command's words. */
async function wordsOf(command: string): Promise<readonly string[]> {
  const { stdout } = await run('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${command}`]);
  return stdout.split('\0').slice(0, -1);
}

/** What the model says to the command, run by a shell as it was copied. */
async function answerTo(command: string): Promise<string> {
  const { stdout } = await run('sh', ['-c', command]);
  return eventsOf(stdout)
    .map((event) => event.slice('data: '.length))
    .filter((event) => event !== '[DONE]')
    .map((event) => JSON.parse(event).choices[0]?.delta.content ?? '')
    .join('');
}

/** Requests that ended because the client left. */
async function countLeft(): Promise<number> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  const counts = metrics.matchAll(/^\S*_seconds_count\{.*status="499".*\} (?<count>\d+)$/gm);
  return [...counts].reduce((sum, { groups }) => sum + Number(groups!['count']), 0);
}
