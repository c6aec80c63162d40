import 'reflect-metadata';
import { writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { runService } from 'llm-gateway/bootstrap';
import { ProviderDirectory } from 'llm-gateway/provider';
import { SessionStore } from 'llm-gateway/sessions';
import { renderBanner } from './banner.js';
import { createGateway } from './create-gateway.js';
import { yieldBackgroundThreads } from './yield-background-threads.js';

const STANDARD_OUTPUT = 1;

async function main(): Promise<void> {
  const { app, settings } = await createGateway();
  app.enableShutdownHooks();
  await app.listen(settings.port, settings.host);
  yieldBackgroundThreads();
  if (!settings.banner) return;
  const { port } = app.getHttpServer().address() as AddressInfo;
  // process.stdout would make the descriptor non-blocking, and the log's own writes to it fail.
  writeSync(
    STANDARD_OUTPUT,
    renderBanner({
      providers: app.get(ProviderDirectory).providers,
      url: `http://localhost:${port}`,
      sessions: app.get(SessionStore).description,
      startedInMs: performance.now(),
    }),
  );
}

await runService(main);
