/** What an operator or a client sees. */
export interface Sight {
  /** As the document begins its row: `404`, `Exit code 78`, `In the log`. */
  readonly place: string;
  readonly text: string;
}

/** How to bring a symptom about, and to mend it as the document says. */
export interface Symptom {
  readonly see: (later: AsyncDisposableStack) => Promise<Sight>;
  /** Throws unless the remedy works. Absent where there is nothing to mend. */
  readonly mend?: (later: AsyncDisposableStack) => Promise<void>;
}

/** An answer as `curl -i` shows it. */
export async function sightOf(response: Response): Promise<Sight> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return { place: `${response.status}`, text: `${headers}\n\n${await response.text()}` };
}

/** Throws unless the answer is a good one. */
export async function expectGood(response: Response): Promise<void> {
  const text = await response.text();
  if (!response.ok || text.includes('"error":{'))
    throw new Error(`It is not mended: ${response.status} ${text}`);
}
