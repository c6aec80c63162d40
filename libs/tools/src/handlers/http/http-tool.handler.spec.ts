import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import type { ToolsModuleOptions } from '../../tools.module-definition.js';
import { HttpToolHandler } from './http-tool.handler.js';

describe('a tool over HTTP', () => {
  const call = { signal: new AbortController().signal, requestId: 'req_1' };
  let service: FakeToolService;
  let handler: HttpToolHandler;

  beforeAll(async () => {
    service = await FakeToolService.start();
    const options = { allowedHosts: [], environment: () => ({}) };
    handler = new HttpToolHandler(options as unknown as ToolsModuleOptions);
  });
  beforeEach(() => service.reset());
  afterAll(async () => {
    handler.onApplicationShutdown();
    await service.close();
  });

  const execute = (settings: object = {}, given: object = {}) => {
    const own = { type: 'http', url: `${service.url}/tool`, ...settings };
    const parameters = { type: 'object', properties: {} };
    const executor = handler.prepare({ name: 't', description: '', parameters, handler: own });
    return executor.execute(given as Readonly<Record<string, unknown>>, call);
  };

  it.each(['constructor', '__proto__', 'prototype', 'toString'])(
    'sends an argument that is named %s',
    async (name) => {
      const given = JSON.parse(`{"${name}":{"${name}":1},"a":[{}]}`) as object;
      await execute({}, given);
      expect(JSON.stringify(service.requests[0]?.body)).toBe(JSON.stringify(given));
    },
  );

  it.each([
    [{}, 'application/json'],
    [{ headers: { 'Content-Type': 'application/vnd.api+json' } }, 'application/vnd.api+json'],
    [{ headers: { 'content-type': 'application/x-www-form-urlencoded' } }, expect.any(String)],
  ])('sends JSON, whatever the headers say: %j', async (settings, type) => {
    await execute(settings, { a: 'ü\ud800' });
    expect(service.requests[0]).toMatchObject({ body: { a: 'ü\ud800' } });
    expect(service.requests[0]?.headers['content-type']).toEqual(type);
  });

  describe('that is redirected', () => {
    const redirect = (status: number, location: string) => ({ status, headers: { location } });

    it.each([307, 308])('repeats the same request by %i', async (status) => {
      service.answerWith(redirect(status, '/other?x=1'), { body: { ok: true } });
      expect(await execute({}, { a: 1 })).toEqual({ ok: true });
      expect(service.requests[1]).toMatchObject({
        method: 'POST',
        url: '/other?x=1',
        body: { a: 1 },
      });
    });

    it('goes to look by 303', async () => {
      service.answerWith(redirect(303, 'relative'), { body: { ok: true } });
      expect(await execute({}, { a: 1 })).toEqual({ ok: true });
      expect(service.requests[1]).toMatchObject({ method: 'GET', url: '/relative' });
      expect(service.requests[1]?.body).toBeUndefined();
    });

    it.each([
      ['in circles', '/tool', 4],
      ['to another port', 'http://127.0.0.1:1/', 1],
      ['to another scheme', 'https://127.0.0.1/', 1],
      ['to another name of the same machine', 'http://localhost/', 1],
      ['to a file', 'file:///etc/passwd', 1],
      ['to what is no address', 'http://[', 1],
      ['to a server of files', 'ftp://127.0.0.1/', 1],
    ])('%s is refused', async (_, location, requests) => {
      service.answerWith(redirect(307, location));
      await expect(execute({ method: 'PUT', retries: 2 })).rejects.toMatchObject({
        code: 'redirect_refused',
      });
      expect(service.requests).toHaveLength(requests);
    });
  });
});
