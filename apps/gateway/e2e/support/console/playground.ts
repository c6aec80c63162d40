import type { Locator, Page } from 'playwright-core';

/** What a person sees and uses in the playground. */
export class Playground {
  readonly message: Locator;
  readonly answers: Locator;
  readonly curl: Locator;

  constructor(private readonly page: Page) {
    this.message = page.getByRole('textbox', { name: 'Message', exact: true });
    this.answers = page.getByRole('article', { name: 'Answer' });
    this.curl = page.getByRole('region', { name: 'The same with curl' });
  }

  async open(gateway: { readonly url: string }): Promise<this> {
    await this.page.goto(`${gateway.url}/console`);
    await this.page.getByRole('option', { name: 'simulator/echo' }).waitFor({ state: 'attached' });
    return this;
  }

  /** @param model also one that is not in the list */
  async choose(model: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Model' }).selectOption('Another name …');
    await this.page.getByLabel('Name of the model').fill(model);
  }

  async send(text: string): Promise<Locator> {
    const before = await this.answers.count();
    await this.message.fill(text);
    await this.message.press('Enter');
    return this.answers.nth(before);
  }

  /** As `send`, when the answer is whole. */
  async ask(text: string): Promise<Locator> {
    const answer = await this.send(text);
    await answer.getByText(/ tokens · /).waitFor();
    return answer;
  }
}
