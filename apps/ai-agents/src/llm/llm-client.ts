import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosError, type AxiosInstance } from 'axios';
import { GatewayError, type RequestContext } from 'llm-gateway/contracts';
import type { AgentsSettings } from '../settings/agents-settings.js';
import type { ChatCompletion } from './chat-completion.js';
import { mapLlmError } from './map-llm-error.js';

/** Each call has a connection of its own: one that the gateway closes meanwhile would fail it. */
const TRANSPORT = {
  httpAgent: new HttpAgent({ keepAlive: false }),
  httpsAgent: new HttpsAgent({ keepAlive: false }),
  proxy: false,
  maxRedirects: 0,
  maxBodyLength: Infinity,
  maxContentLength: 16_777_216,
  validateStatus: null,
} as const;

/** The chat endpoint of the LLM gateway. */
export class LlmClient {
  readonly #http: AxiosInstance;
  readonly #url: string;
  readonly #timeoutMs: number;

  constructor({ llmGatewayUrl, llmGatewayApiKey, timeoutMs }: AgentsSettings) {
    const key = llmGatewayApiKey.reveal();
    this.#http = axios.create({
      ...TRANSPORT,
      headers: key === '' ? {} : { authorization: `Bearer ${key}` },
    });
    // SDKs want the base URL with `/v1`, and so it is written in many an environment.
    this.#url = `${llmGatewayUrl.replace(/\/v1$/, '')}/v1/chat/completions`;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Sends chat requests that end with the client, or at one deadline for all of them. Throws only
   * errors that a client may read.
   */
  beginCall({ requestId, scope }: RequestContext): (request: object) => Promise<ChatCompletion> {
    const deadline = AbortSignal.timeout(this.#timeoutMs);
    const signal = AbortSignal.any([scope.signal, deadline]);
    const options = { signal, headers: { 'x-request-id': requestId } };
    return async (request) => {
      const posted = this.#http.post<unknown>(this.#url, request, options);
      const { status, data, headers } = await posted.catch((cause: AxiosError) => {
        throw scope.abortReason ?? this.#explain(cause, deadline);
      });
      if (status !== 200) throw mapLlmError(status, data, headers['retry-after']);
      if (typeof data === 'object' && data !== null) return data;
      const message = 'What answers at LLM_GATEWAY_URL does not answer in JSON.';
      throw new GatewayError('provider_invalid_response', message);
    };
  }

  #explain(cause: AxiosError, { aborted }: AbortSignal): GatewayError {
    if (aborted) {
      const message = `The model did not answer within ${this.#timeoutMs} ms. Send less code, choose a faster model, or raise AGENTS_TIMEOUT_MS.`;
      return new GatewayError('provider_timeout', message, { cause });
    }
    const message = `The LLM gateway at ${new URL(this.#url).origin} gave no answer: ${cause.code}. Is it running, and is LLM_GATEWAY_URL right?`;
    return new GatewayError('provider_unreachable', message, { cause });
  }
}
