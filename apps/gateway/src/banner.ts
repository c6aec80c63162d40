import type { Provider } from 'llm-gateway/contracts';
import { VERSION } from 'llm-gateway/bootstrap';

export interface BannerFacts {
  readonly providers: readonly Provider[];
  readonly url: string;
  /** Where sessions are kept. */
  readonly sessions: string;
  /** Processes that serve the port. */
  readonly workers: number;
  /** Whether `/console` is served. */
  readonly console: boolean;
  readonly startedInMs: number;
}

/** What an operator wants to know after a start, in a few lines. */
export function renderBanner({
  providers,
  url,
  sessions,
  workers,
  console,
  startedInMs,
}: BannerFacts): string {
  const found = providers.map(({ name, configuredBy }) => `${name} (${configuredBy})`);
  const models = `GET ${url}/v1/models`;
  const example = JSON.stringify({
    model: 'simulator/echo',
    messages: [{ role: 'user', content: 'Hello!' }],
  });
  return [
    `LLM Gateway ${VERSION} on ${url} after ${Math.round(startedInMs)} ms`,
    `  Providers  ${found.join(', ')}`,
    `  Models     ${models}`,
    `  Sessions   ${sessions}`,
    ...(workers > 1 ? [`  Workers    ${workers}`] : []),
    ...(console ? [`  Console    ${url}/console`] : []),
    `  Docs       ${url}/docs`,
    '  Try        ' +
      `curl ${url}/v1/chat/completions -H 'content-type: application/json' -d '${example}'`,
    '',
  ].join('\n');
}
