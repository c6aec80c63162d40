export interface FoundChunk {
  readonly id: string;
  readonly content: string;
  readonly score: number;
  readonly metadata: {
    readonly source: string;
    readonly collection: string;
    readonly title: string;
    readonly headings: readonly string[];
    readonly position: number;
    readonly [key: string]: unknown;
  };
}

export interface Found {
  readonly query: string;
  readonly collection: string;
  readonly mode: string;
  readonly chunks: readonly FoundChunk[];
}

/** Speaks to a search service over HTTP. */
export class SearchClient {
  constructor(readonly url: string) {}

  send(method: string, path: string, body?: unknown): Promise<Response> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(this.url + path, {
      method,
      ...(body !== undefined && { body: text, headers: { 'content-type': 'application/json' } }),
    });
  }

  /** Throws with the answer when it is not one. */
  async json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.send(method, path, body);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  add(source: string, text: string, more: object = {}): Promise<{ readonly chunks: number }> {
    return this.json('POST', '/v1/documents', { source, text, ...more });
  }

  search(query: string, more: object = {}): Promise<Found> {
    return this.json('POST', '/v1/search', { query, ...more });
  }

  async sources(query: string, more: object = {}): Promise<string[]> {
    return (await this.search(query, more)).chunks.map(({ metadata }) => metadata.source);
  }
}
