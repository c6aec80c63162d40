import type { AddressInfo } from 'node:net';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { setOwner } from 'llm-gateway/http';
import { createGateway, type Gateway } from '../src/create-gateway.js';

const BY_TEAM: CanActivate = {
  canActivate(context: ExecutionContext) {
    const request = context.switchToHttp().getRequest<Request>();
    setOwner(request, String(request.headers['x-team']));
    return true;
  },
};

describe('sessions of callers whom a guard tells apart', () => {
  let gateway: Gateway;
  let url: string;

  beforeAll(async () => {
    process.env['LLM_GATEWAY_DATA_DIR'] = ':memory:';
    process.env['LLM_GATEWAY_LOG_LEVEL'] = 'silent';
    gateway = await createGateway();
    gateway.app.useGlobalGuards(BY_TEAM);
    await gateway.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(gateway.app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(() => gateway.app.close());

  const send = (team: string, method: string, path: string, body?: object, key = '') =>
    fetch(url + path, {
      method,
      headers: {
        'x-team': team,
        'content-type': 'application/json',
        ...(key !== '' && { 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const chat = (team: string, content: string, more: object, key?: string) => {
    const body = { model: 'simulator/echo', messages: [{ role: 'user', content }], ...more };
    return send(team, 'POST', '/v1/chat/completions', body, key);
  };

  it('are missing for everybody else, on every route', async () => {
    const { id } = (await (await send('red', 'POST', '/v1/sessions', {})).json()) as { id: string };
    expect((await send('red', 'GET', `/v1/sessions/${id}`)).status).toBe(200);
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/fork'],
      ['DELETE', ''],
    ] as const) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      expect((await send('blue', method, `/v1/sessions/${id}${path}`, body)).status).toBe(404);
    }
    expect((await chat('blue', 'Hi', { session_id: id })).status).toBe(404);
    expect((await chat('red', 'Hi', { session_id: id })).status).toBe(200);
    const listed = (await (await send('blue', 'GET', '/v1/sessions')).json()) as { data: object[] };
    expect(listed.data).toEqual([]);
  });

  it('may use the same idempotency key for different chats', async () => {
    const [red, blue] = await Promise.all([
      chat('red', 'I am Ruby', {}, 'key-1'),
      chat('blue', 'I am Bert', {}, 'key-1'),
    ]);
    expect(await red.text()).toContain('I am Ruby');
    expect(await blue.text()).toContain('I am Bert');
  });
});
