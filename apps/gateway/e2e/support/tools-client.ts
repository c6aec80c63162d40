/** A tool's result as `/v1/tools/execute` gives it. */
export interface ToolResult {
  readonly name: string;
  readonly success: boolean;
  readonly result: unknown;
  readonly error: string | null;
  readonly code: string | null;
  readonly duration_ms: number;
}

/** Calls `/v1/tools` of a gateway. */
export class ToolsClient {
  constructor(private readonly gateway: { readonly url: string }) {}

  get(path = ''): Promise<Response> {
    return fetch(`${this.gateway.url}/v1/tools${path}`);
  }

  post(body: object | string, signal?: AbortSignal): Promise<Response> {
    return fetch(`${this.gateway.url}/v1/tools/execute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...(signal && { signal }),
    });
  }

  /** Throws unless the answer is a result, of a success or a failure. */
  async execute(name: string, given: object = {}, more: object = {}): Promise<ToolResult> {
    const response = await this.post({ name, arguments: given, ...more });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as ToolResult;
  }
}
