import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useConsole } from './support/console/console-browser.js';
import { useConsoleGateway } from './support/console/console-gateway.js';
import { Playground } from './support/console/playground.js';
import { SessionsClient } from './support/sessions-client.js';

const gateway = useConsoleGateway();
const browser = useConsole(gateway);

/** Each page, and what is on it when it has loaded. */
const PAGES = [
  ['', '.welcome button'],
  ['/sessions', 'tbody tr'],
  ['/sessions/:id', '.message'],
  ['/tools', '.tool-card'],
  ['/tools/plan_route', 'form textarea'],
  ['/status', '.page .badge'],
  ['/none', 'h1'],
] as const;
const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

/** Opens a page with something on it. */
async function open(page: Page, path: string, sign: string): Promise<void> {
  const { id } = await new SessionsClient(gateway).createWithTurns(1);
  await page.goto(`${gateway.url}/console${path.replace(':id', id)}`);
  await page.locator(sign).first().waitFor();
}

describe('without a mouse', () => {
  it('a whole chat is held: choose, send, stop, ask again, and go to another page', async () => {
    const { page } = browser;
    const playground = await new Playground(page).open(gateway);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Message');
    await page.keyboard.type('Hello');
    await tabTo(page, 'Send');
    await page.keyboard.press('Enter');
    await playground.answers.getByText(/ tokens · /).waitFor();
    await tabTo(page, 'Message', 'Shift+Tab');
    await page.keyboard.type('Again');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('and again');
    await page.keyboard.press('Enter');
    await playground.answers
      .nth(1)
      .getByText(/ tokens · /)
      .waitFor();
    expect(await focused(page)).toBe('Message');
    await tabTo(page, 'Ask again', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await playground.answers
      .nth(1)
      .getByText(/ tokens · /)
      .waitFor();
    await page.keyboard.press('Control+Home');
    await tabTo(page, 'Tools', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tools' }).waitFor();
    await tabTo(page, 'plan_route');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'plan_route' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Tools' }).waitFor();
  });

  it('a question is answered, and closed by Escape', async () => {
    const { page } = browser;
    await open(page, '/sessions/:id', '.message');
    await tabTo(page, 'Delete');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Delete');
  });
});

describe.each(PAGES)('the page /console%s', (path, sign) => {
  it.each(['light', 'dark'] as const)('gives axe no cause for complaint in %s', async (scheme) => {
    const page = await browser.open({ colorScheme: scheme });
    await open(page, path, sign);
    await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'));
    expect(await page.evaluate(COMPLAINTS)).toEqual([]);
  });

  it.each(Object.entries(SIZES))('has no part beyond the edge of a %s screen', async (_, size) => {
    const page = await browser.open({ viewport: size });
    await open(page, path, sign);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(size.width);
  });
});

it.each(['light', 'dark'] as const)('has the colours for %s', async (colorScheme) => {
  const page = await browser.open({ colorScheme });
  await page.goto(`${gateway.url}/console`);
  const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
  const [red] = /\d+/.exec(background as string)!;
  expect(Number(red) > 128 ? 'light' : 'dark').toBe(colorScheme);
});

/** axe's, as lines that say what is wrong where. */
const COMPLAINTS = `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary].join(': '))))`;

/** Name of what has the focus: its label or its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(
    `(document.activeElement.ariaLabel ?? document.activeElement.innerText).split('\\n')[0]`,
  );
}

const MOST_STOPS = 60;

async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    if ((await focused(page)) === name) return;
  }
  throw new Error(`${key} does not lead to ${name}.`);
}
