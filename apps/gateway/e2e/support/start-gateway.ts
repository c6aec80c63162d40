import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createGateway } from '../../src/create-gateway.js';
import { TEST_SETTINGS } from './test-settings.js';

export interface TestGateway {
  readonly url: string;
  readonly app: NestExpressApplication;
  close(): Promise<void>;
}

/** Variables that the machine of a developer may have set, and no test should see. */
const LEAKING = /_(API_KEY|BASE_URL)$|^LLM_GATEWAY_/;

/** The stock gateway on a free port, configured by these variables and no others. */
export async function startGateway(
  environment: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  for (const name of Object.keys(process.env)) if (LEAKING.test(name)) delete process.env[name];
  Object.assign(process.env, {
    ...TEST_SETTINGS,
    LLM_GATEWAY_DATA_DIR: ':memory:',
    ...environment,
  });
  const { app } = await createGateway();
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    async close() {
      app.getHttpServer().closeAllConnections();
      await app.close();
    },
  };
}
