import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { createAgentsService } from '../../src/create-agents-service.js';
import { agentsSettings } from '../../src/settings/agents-settings.js';

export interface TestAgents {
  readonly url: string;
  run(agent: string, body: unknown, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** The service on a free port, configured by these variables and no others. */
export async function startAgents(
  environment: Readonly<Record<string, string>>,
): Promise<TestAgents> {
  Logger.overrideLogger(false);
  const app = await createAgentsService(agentsSettings(environment));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    run: (agent, body, init) =>
      fetch(`${url}/v1/agents/${agent}/run`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
      }),
    async close() {
      app.getHttpServer().closeAllConnections();
      await app.close();
    },
  };
}
