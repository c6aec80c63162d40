import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CallScope, type GatewayError, type Provider } from 'llm-gateway/contracts';
import { ConnectionWatch, FollowingAgent } from 'llm-gateway/connections';
import type { Dispatcher } from 'undici';
import { decodeContent, decodeWhole } from './decode-content.js';
import { destinationOf } from './destination-of.js';
import { mapConnectionFailure } from './map-connection-failure.js';
import { readErrorResponse, toErrorResponse } from './read-error-response.js';
import type { UpstreamErrorResponse, UpstreamResponse } from './upstream-response.js';
import { exchangeWhole, type WholeResponse } from './whole-response.js';

/** The part of a call that its upstream requests need. */
export interface UpstreamCall {
  readonly provider: Provider;
  readonly scope: CallScope;
}

export interface UpstreamRequest {
  /** Appended to the provider's base URL; begins with a slash. */
  readonly path: string;
  /** Lower-case names. Joined with the provider's own `headers`, which win. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes or text go out as they are; anything else as JSON. */
  readonly body: unknown;
}

/** Turns a vendor's error response into ours. */
export type MapUpstreamError = (
  response: UpstreamErrorResponse,
  provider: Provider,
) => GatewayError;

/**
 * HTTP to the upstreams: one connection pool for each provider, with its deadlines for connection,
 * headers and idle time. Connections follow their host when DNS moves it. Every failure comes out as a `GatewayError`.
 */
@Injectable()
export class UpstreamClient implements OnApplicationShutdown {
  readonly #agents = new Map<string, FollowingAgent>();
  readonly #watch = new ConnectionWatch();

  /** Resolves when the response's headers are there and its status is a success. */
  async post(
    call: UpstreamCall,
    request: UpstreamRequest,
    mapError: MapUpstreamError,
  ): Promise<UpstreamResponse> {
    const { provider, scope } = call;
    const { signal } = scope;
    scope.record.attempts += 1;
    let response: Dispatcher.ResponseData;
    try {
      signal.throwIfAborted();
      const options = toOptions('POST', provider, request);
      response = await this.#agentOf(provider).request({ ...options, signal });
      if (response.statusCode < 300) {
        const { statusCode: status, headers, body } = response;
        return { status, headers, body: decodeContent(headers, body) };
      }
    } catch (error) {
      throw mapConnectionFailure(error, provider, signal);
    }
    throw mapError(
      await readErrorResponse(response, { signal, apiKey: provider.apiKey }),
      provider,
    );
  }

  /** Resolves with the whole body of a success, decompressed. */
  async postWhole(
    call: UpstreamCall,
    request: UpstreamRequest,
    mapError: MapUpstreamError,
  ): Promise<Buffer> {
    return this.#exchange('POST', call, request, mapError);
  }

  /** A request that belongs to no client's call, such as a list of models. */
  async getWhole(
    provider: Provider,
    request: Omit<UpstreamRequest, 'body'>,
    mapError: MapUpstreamError,
    signal: AbortSignal,
  ): Promise<Buffer> {
    signal.throwIfAborted();
    const scope = new CallScope();
    const abort = () => scope.abort(signal.reason as Error);
    signal.addEventListener('abort', abort);
    try {
      return await this.#exchange(
        'GET',
        { provider, scope },
        { ...request, body: undefined },
        mapError,
      );
    } finally {
      signal.removeEventListener('abort', abort);
      scope.end();
    }
  }

  /** Closes the pools that none of these providers uses, when their last request is over. */
  retain(providers: readonly Provider[]): void {
    const used = new Set(providers.map(poolOf));
    for (const [pool, agent] of this.#agents) {
      if (used.has(pool)) continue;
      this.#agents.delete(pool);
      void agent.close();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.#watch.close();
    await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
  }

  async #exchange(
    method: 'GET' | 'POST',
    { provider, scope }: UpstreamCall,
    request: UpstreamRequest,
    mapError: MapUpstreamError,
  ): Promise<Buffer> {
    scope.record.attempts += 1;
    let response: WholeResponse;
    try {
      if (scope.abortReason) throw scope.abortReason;
      const options = toOptions(method, provider, request);
      response = await decodeWhole(await exchangeWhole(this.#agentOf(provider), options, scope));
    } catch (error) {
      throw mapConnectionFailure(error, provider, scope.signal);
    }
    if (response.status < 300) return response.bytes;
    throw mapError(toErrorResponse(response, provider.apiKey), provider);
  }

  #agentOf(provider: Provider): FollowingAgent {
    const pool = poolOf(provider);
    let agent = this.#agents.get(pool);
    if (!agent) {
      const { connectMs, headersMs, idleMs } = provider.deadlines;
      agent = new FollowingAgent(
        { connect: { timeout: connectMs }, headersTimeout: headersMs, bodyTimeout: idleMs },
        this.#watch,
      );
      this.#agents.set(pool, agent);
    }
    return agent;
  }
}

/** A provider's name and what its pool is made with. */
function poolOf({ name, deadlines: { connectMs, headersMs, idleMs } }: Provider): string {
  return `${name} ${connectMs} ${headersMs} ${idleMs}`;
}

function toOptions(method: 'GET' | 'POST', provider: Provider, request: UpstreamRequest) {
  const { origin, prefix, query, headers } = destinationOf(provider);
  const path = prefix + request.path;
  return {
    method,
    origin,
    path: query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`,
    headers: {
      'content-type': 'application/json',
      'accept-encoding': 'identity',
      ...request.headers,
      ...headers,
    },
    body: serialise(request.body),
  };
}

function serialise(body: unknown): string | Uint8Array | null {
  if (body === undefined) return null;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  return JSON.stringify(body);
}
