import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { afterAll, beforeAll } from '@jest/globals';
import { createEnterpriseGateway } from '../../src/create-enterprise-gateway.js';
import { enterpriseSettings } from '../../src/settings/enterprise-settings.js';
import { ShellServer } from './shell-server.js';

export const SUPPORT_KEY = 'key-of-support';
export const PLATFORM_KEY = 'key-of-platform';
export const ENVIRONMENT = {
  TEAM_KEYS: `support=${SUPPORT_KEY}, platform=${PLATFORM_KEY}`,
  LOG_LEVEL: 'silent',
};

/** The enterprise's gateway in this process, with the house's server behind it. */
export class EnterpriseUnderTest {
  url = '';
  #house: ShellServer | undefined;
  #app: NestExpressApplication | undefined;

  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#house = await ShellServer.start('node examples/enterprise/house-server.mjs 0');
    const all = { ...ENVIRONMENT, HOUSE_BASE_URL: this.#house.url, ...environment };
    this.#app = await createEnterpriseGateway(enterpriseSettings(all));
    await this.#app.listen(0, '127.0.0.1');
    const { port } = this.#app.getHttpServer().address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    await this.#app?.close();
    await this.#house?.stop();
  }

  async stopHouse(): Promise<void> {
    await this.#house?.stop();
    this.#house = undefined;
  }

  get(path: string, headers: Readonly<Record<string, string>> = bearer()): Promise<Response> {
    return fetch(this.url + path, { headers });
  }

  post(path: string, body: object): Promise<Response> {
    const headers = { ...bearer(), 'content-type': 'application/json' };
    return fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

export function bearer(key = SUPPORT_KEY): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}

/** One for all tests of a file. */
export function useEnterprise(
  environment: Readonly<Record<string, string>> = {},
): EnterpriseUnderTest {
  const enterprise = new EnterpriseUnderTest();
  beforeAll(() => enterprise.start(environment));
  afterAll(() => enterprise.close());
  return enterprise;
}
