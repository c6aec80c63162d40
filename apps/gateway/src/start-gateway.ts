import cluster from 'node:cluster';
import { writeSync } from 'node:fs';
import { serve } from 'llm-gateway/bootstrap';
import { ProviderDirectory } from 'llm-gateway/provider';
import { SessionStore } from 'llm-gateway/sessions';
import type { Drainable } from 'llm-gateway/signals';
import { renderBanner } from './banner.js';
import { createGateway } from './create-gateway.js';
import { gatewaySettings } from './settings/gateway-settings.js';
import { yieldBackgroundThreads } from './yield-background-threads.js';

const STANDARD_OUTPUT = 1;
const FIRST_WORKER = 1;

/** Resolves when it serves. */
export async function startGateway(): Promise<Drainable> {
  // Nest would tell of a fault in them as well, with a stack.
  gatewaySettings();
  const { app, settings } = await createGateway();
  const serving = await serve(app, settings);
  yieldBackgroundThreads();
  const isOneOfSeveral = cluster.worker !== undefined && cluster.worker.id !== FIRST_WORKER;
  if (!settings.banner || isOneOfSeveral) return serving;
  // process.stdout would make the descriptor non-blocking, and the log's own writes to it fail.
  writeSync(
    STANDARD_OUTPUT,
    renderBanner({
      providers: app.get(ProviderDirectory).providers,
      url: serving.url,
      sessions: app.get(SessionStore).description,
      workers: settings.workers,
      console: settings.console,
      startedInMs: performance.now(),
    }),
  );
  return serving;
}
