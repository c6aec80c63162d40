import { describe, expect, it } from '@jest/globals';
import { eventually } from 'llm-gateway/testing';
import { useConsole } from './support/console/console-browser.js';
import { MARKUP, useConsoleGateway } from './support/console/console-gateway.js';
import { postChat } from './support/post-chat.js';
import { SessionsClient } from './support/sessions-client.js';

/** The part of the DOM that is looked at. */
interface Field {
  readonly validationMessage: string;
}

const gateway = useConsoleGateway();
const browser = useConsole(gateway);
const open = (path: string) => browser.page.goto(`${gateway.url}/console${path}`);
const button = (name: string) => browser.page.getByRole('button', { name, exact: true });

describe('the tools', () => {
  it('lists the registry, shows markup in it as text, and finds by a word', async () => {
    await open('/tools');
    const card = browser.page.getByRole('link', { name: /^plan_route/ });
    expect(await card.innerText()).toContain(MARKUP);
    expect(await browser.page.getByRole('link', { name: /^semantic_search/ }).count()).toBe(1);
    await browser.page.getByRole('searchbox').fill('ROUTE');
    expect(await browser.page.locator('.tool-card').count()).toBe(1);
    expect(await browser.page.evaluate('globalThis.isBroken')).toBeUndefined();
  });

  it('runs one by the form that its schema makes, with values of their types', async () => {
    gateway.service.answerWith({ body: { steps: ['Go.'], note: MARKUP } });
    await open('/tools/plan_route');
    const { page } = browser;
    await page.getByLabel('from').fill('Paris');
    await page.getByLabel('mode').selectOption('ride');
    await page.getByLabel('speed').fill('5');
    await page.getByLabel('scenic').selectOption('true');
    await page.getByLabel('avoid').fill('tolls\nferries');
    await page.getByLabel('city').fill('Lyon');
    await button('Add to stops').click();
    await page.getByLabel('city').nth(1).fill('Nice');
    await page.getByLabel('nights').nth(1).fill('2');
    await page.getByLabel('extras').fill('{"pets": ["cat"]}');
    await button('Run tool').click();
    await page.getByText('Done').waitFor();
    expect(gateway.service.requests.at(-1)!.body).toEqual({
      from: 'Paris',
      mode: 'ride',
      speed: 5,
      scenic: true,
      avoid: ['tolls', 'ferries'],
      stops: [{ city: 'Lyon' }, { city: 'Nice', nights: 2 }],
      extras: { pets: ['cat'] },
    });
    const result = await page.getByRole('region', { name: 'Tool result' }).innerText();
    expect(JSON.parse(result)).toEqual({ steps: ['Go.'], note: MARKUP });
    expect(await page.evaluate('globalThis.isBroken')).toBeUndefined();
  });

  it('tells at its field what the gateway refuses', async () => {
    await open('/tools/plan_route');
    const { page } = browser;
    await page.getByLabel('from').fill('Paris');
    await page.getByLabel('speed').fill('fast');
    await button('Run tool').click();
    await page.getByText('invalid_tool_arguments').waitFor();
    for (const [field, fault] of [
      ['speed', 'must be integer'],
      ['city', "must have required property 'city'"],
    ] as const) {
      const control = page.getByLabel(field);
      expect(await control.getAttribute('aria-invalid')).toBe('true');
      const described = (await control.getAttribute('aria-describedby'))!.split(' ').at(-1)!;
      expect(await page.locator(`[id="${described}"]`).innerText()).toBe(fault);
    }
  });

  it('takes all arguments as JSON, and nothing that is none', async () => {
    gateway.service.answerWith({ body: { steps: [] } });
    await open('/tools/plan_route');
    const { page } = browser;
    await button('As JSON').click();
    const field = page.getByLabel('Arguments as JSON');
    const before = gateway.service.requests.length;
    await field.fill('{"from": ');
    await button('Run tool').click();
    const refusal = await field.evaluate(
      (element) => (element as never as Field).validationMessage,
    );
    expect(refusal).toContain('This is not JSON.');
    await field.fill('{"from": "Rome", "stops": []}');
    await button('Run tool').click();
    await page.getByText('Done').waitFor();
    expect(gateway.service.requests.slice(before).map(({ body }) => body)).toEqual([
      { from: 'Rome', stops: [] },
    ]);
  });

  it('says why a tool failed', async () => {
    gateway.service.answerWith({ status: 500, body: 'broken' });
    await open('/tools/plan_route');
    await browser.page.getByLabel('from').fill('Paris');
    await browser.page.getByLabel('city').fill('Lyon');
    await button('Run tool').click();
    await browser.page.locator('.notice.failure code').first().waitFor();
    expect(await browser.page.locator('.notice.failure').innerText()).toContain('500');
  });
});

describe('the sessions', () => {
  const sessions = new SessionsClient(gateway);

  it('are listed page by page, read, and deleted after a question', async () => {
    const { id } = await sessions.create({ context: { customer: MARKUP } });
    for (let count = 0; count < 26; count += 1) await sessions.create();
    await postChat(gateway, { model: 'simulator/echo' }, { body: { session_id: id } });
    await open('/sessions');
    const { page } = browser;
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(25);
    await button('Show older sessions').click();
    await page.getByRole('link', { name: id }).click();
    await page.getByRole('heading', { name: id }).waitFor();
    await page.getByText('I read 1 message.').waitFor();
    expect(await page.getByLabel('Facts').innerText()).toContain('customer');
    expect(await page.evaluate('globalThis.isBroken')).toBeUndefined();
    await button('Delete').click();
    await button('Keep it').click();
    expect((await sessions.get(id)).message_count).toBe(2);
    await button('Delete').click();
    await button('Delete session').click();
    await page.getByRole('heading', { name: 'Sessions' }).waitFor();
    const gone = await fetch(`${gateway.url}/v1/sessions/${id}`);
    expect(gone.status).toBe(404);
  });

  it('show long histories page by page, from the first message on', async () => {
    const { id } = await sessions.create();
    for (let turn = 0; turn < 26; turn += 1)
      await postChat(gateway, { model: 'simulator/echo' }, { body: { session_id: id } });
    await open(`/sessions/${id}`);
    const messages = browser.page.getByRole('list', { name: 'Messages' }).getByRole('listitem');
    await messages.first().waitFor();
    expect(await messages.count()).toBe(50);
    await button('Show later messages').click();
    await messages.nth(51).waitFor();
    expect(await messages.first().innerText()).toContain('msg_1 ');
    expect(await button('Show later messages').count()).toBe(0);
  });

  it('go on in the playground, which sends only what is new', async () => {
    const { id } = await sessions.create();
    await postChat(gateway, { model: 'simulator/echo' }, { body: { session_id: id } });
    await open(`/sessions/${id}`);
    await button('Continue in playground').click();
    await browser.page.getByRole('textbox', { name: 'Message', exact: true }).fill('And now?');
    await browser.page.keyboard.press('Enter');
    await browser.page.getByText('I read 3 messages.').waitFor();
    expect((await sessions.get(id)).message_count).toBe(4);
  });

  it('say that one is missing', async () => {
    await open('/sessions/sess_00000000000000000000000000000000');
    const failure = browser.page.getByRole('alert');
    expect(await failure.innerText()).toContain('session_not_found');
  });
});

describe('the status', () => {
  const rowOf = (name: string) => browser.page.getByRole('row', { name });

  it('tells of readiness, each check and the providers, live', async () => {
    await open('/status');
    const { page } = browser;
    await page.getByRole('link', { name: 'Status: degraded' }).waitFor();
    expect(await rowOf('semantic_search').innerText()).toMatch(/Down.*ECONNREFUSED/s);
    expect(await rowOf('session_store required').innerText()).toContain('Up');
    const before = await requestsOf('simulator');
    await postChat(gateway, { model: 'simulator/echo' });
    await eventually(async () => (await requestsOf('simulator')) > before, 'it is told', 20_000);
  });

  it('is not asked for while the tab is hidden, and at once when it is seen again', async () => {
    await open('/status');
    const { page } = browser;
    await rowOf('semantic_search').waitFor();
    await page.evaluate(SHOW('hidden'));
    await page.waitForTimeout(100);
    const asked = browser.requests.length;
    await page.waitForTimeout(4_000);
    expect(browser.requests.length).toBe(asked);
    await page.evaluate(SHOW('visible'));
    await eventually(() => browser.requests.length > asked, 'it is asked for');
  });

  /** As the page tells it; 0 as long as it tells nothing. */
  async function requestsOf(provider: string): Promise<number> {
    const row = rowOf(provider);
    return (await row.count()) === 0 ? 0 : Number(await row.locator('td').nth(1).innerText());
  }
});

/** As the browser does when another tab comes before this one. */
const SHOW = (visibility: 'hidden' | 'visible') => `
  Object.defineProperty(document, 'hidden', { configurable: true, value: ${visibility === 'hidden'} });
  document.dispatchEvent(new Event('visibilitychange'));`;
