import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** Debian's: scripts/test.mjs installs it. */
const CHROMIUM = '/usr/bin/chromium-headless-shell';

const ACTION_MS = 10_000;

/** A browser for all tests of a file, with a new page for each; what no page may do fails the test. */
export class ConsoleBrowser {
  #browser: Browser | undefined;
  #page: Page | undefined;
  #offences: string[] = [];
  #requests: string[] = [];

  /** The page of this test. */
  get page(): Page {
    if (!this.#page) throw new Error('No page is open.');
    return this.#page;
  }

  /** Addresses that the page asked for, in their order. */
  get requests(): readonly string[] {
    return this.#requests;
  }

  /** Scripts that threw, and what the security policy refused. */
  get offences(): readonly string[] {
    return this.#offences;
  }

  async start(): Promise<void> {
    this.#browser = await chromium.launch({
      executablePath: CHROMIUM,
      // Tests run as root in CI, where Chromium has no sandbox.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  }

  /** Instead of the page before. */
  async open(options: BrowserContextOptions = {}): Promise<Page> {
    await this.#page?.context().close();
    const context = await this.#browser!.newContext(options);
    context.setDefaultTimeout(ACTION_MS);
    const page = await context.newPage();
    this.#offences = [];
    this.#requests = [];
    page.on('request', (request) => this.#requests.push(request.url()));
    page.on('pageerror', (error) => this.#offences.push(String(error)));
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) this.#offences.push(message.text());
    });
    this.#page = page;
    return page;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }
}

/** After each test its page has thrown nothing, broken no policy, and asked nobody but the gateway. */
export function useConsole(gateway: { readonly url: string }): ConsoleBrowser {
  const browser = new ConsoleBrowser();
  beforeAll(() => browser.start(), 60_000);
  beforeEach(async () => {
    await browser.open();
  });
  afterEach(() => {
    expect(browser.offences).toEqual([]);
    const hosts = new Set(browser.requests.map((url) => new URL(url).origin));
    expect([...hosts]).toEqual([gateway.url]);
  });
  afterAll(() => browser.close());
  return browser;
}
