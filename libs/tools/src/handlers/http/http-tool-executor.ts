import { setTimeout as sleep } from 'node:timers/promises';
import type { AxiosInstance } from 'axios';
import { ToolFailure } from '../../tool-failure.js';
import type { ToolArguments, ToolCall, ToolExecutor } from '../../tool-handler.js';
import { buildRequest, type HttpToolRequest } from './build-request.js';
import type { HttpHandlerSettings } from './http-handler-settings.schema.js';
import { readResult, type HttpToolResponse } from './read-result.js';
import { refuseOtherHost } from './refuse-other-host.js';
import { isCancelled, toToolFailure } from './to-tool-failure.js';

const MAXIMUM_BYTES = 1_048_576;
const FIRST_PAUSE_MS = 100;
const JSON_BODY = { 'content-type': 'application/json' };
const TRANSIENT: ReadonlySet<number> = new Set([502, 503, 504]);

/** A tool that is one request to one service. */
export class HttpToolExecutor implements ToolExecutor {
  readonly #origin: string;

  constructor(
    readonly service: string,
    private readonly settings: HttpHandlerSettings,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly client: () => Promise<AxiosInstance>,
  ) {
    this.#origin = new URL(settings.url).origin;
  }

  async execute(given: ToolArguments, call: ToolCall): Promise<unknown> {
    const request = buildRequest(this.settings, given);
    const { retries = 0, result_path } = this.settings;
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt >= retries;
      try {
        const response = await this.#send(request, call);
        if (isLast || !TRANSIENT.has(response.status))
          return readResult(this.service, response, result_path);
      } catch (error) {
        if (isLast || !(error instanceof ToolFailure) || error.code !== 'service_unreachable')
          throw error;
      }
      await sleep(FIRST_PAUSE_MS * 2 ** attempt, undefined, { signal: call.signal });
    }
  }

  async #send(request: HttpToolRequest, call: ToolCall): Promise<HttpToolResponse> {
    const maximumBytes = this.settings.max_response_bytes ?? MAXIMUM_BYTES;
    const client = await this.client();
    try {
      const { status, headers, data } = await client.request<string>({
        ...request,
        headers: {
          'x-request-id': call.requestId,
          ...(request.data !== undefined && JSON_BODY),
          ...this.headers,
        },
        maxContentLength: maximumBytes,
        signal: call.signal,
        beforeRedirect: ({ href }) => refuseOtherHost(this.#origin, String(href)),
      });
      return { status, contentType: String(headers['content-type'] ?? ''), text: data };
    } catch (error) {
      // The runner knows why it gave up.
      if (isCancelled(error)) throw call.signal.reason;
      throw toToolFailure(error, this.service, maximumBytes);
    }
  }
}
