import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { guardHost } from '../egress/guard-host.js';
import type { GuardedAgents } from '../egress/guarded-agents.js';

export interface ServiceEgress {
  readonly agents: GuardedAgents;
  readonly isAllowed: (host: string) => boolean;
}

/**
 * Asks a service for `GET {base}/health`, and throws unless it says 2xx: a redirect is none. Guarded as
 * the calls of tools are; axios, which carries those, would take 20 MB for this.
 */
export async function probeHttpService(
  baseUrl: string,
  { agents, isAllowed }: ServiceEgress,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(`${baseUrl}/health`);
  guardHost(url.hostname, isAllowed);
  const isTls = url.protocol === 'https:';
  const agent = isTls ? agents.httpsAgent : agents.httpAgent;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (isTls ? requestHttps : requestHttp)(url, { agent, signal }, resolve);
  request.on('error', reject).end();
  const response = await promise;
  const { statusCode = 0 } = response;
  // Read to its end, so that the connection serves the next check as well.
  for await (const _ of response);
  if (statusCode < 200 || statusCode > 299)
    throw new Error(`${url.host} answered ${statusCode} to GET ${url.pathname}`);
}
