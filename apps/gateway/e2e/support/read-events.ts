/** What arrived on the wire of a stream, and when: milliseconds since the first byte. */
export interface Arrival {
  readonly text: string;
  readonly atMs: number;
}

/** The pieces of a response body as they arrive. */
export async function readArrivals(response: Response): Promise<Arrival[]> {
  const decoder = new TextDecoder();
  const arrivals: Arrival[] = [];
  let startedAt: number | undefined;
  for await (const bytes of response.body!) {
    startedAt ??= performance.now();
    const text = decoder.decode(bytes as Uint8Array, { stream: true });
    arrivals.push({ text, atMs: performance.now() - startedAt });
  }
  return arrivals;
}

/** The events of a whole stream, without their blank lines. */
export function eventsOf(text: string): string[] {
  return text.split('\n\n').filter((event) => event !== '');
}
