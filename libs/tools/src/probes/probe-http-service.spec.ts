import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeToolService } from 'llm-gateway/testing';
import { createGuardedAgents, type GuardedAgents } from '../egress/guarded-agents.js';
import { probeHttpService } from './probe-http-service.js';

const NOBODY = () => false;

describe('the check of a service', () => {
  let agents: GuardedAgents;
  let service: FakeToolService;
  beforeEach(async () => {
    agents = createGuardedAgents(NOBODY);
    service = await FakeToolService.start();
  });
  afterEach(async () => {
    agents.close();
    await service.close();
  });
  const probe = (url: string, signal = new AbortController().signal) =>
    probeHttpService(url, { agents, isAllowed: NOBODY }, signal);

  it('succeeds with 2xx only, and follows no redirect', async () => {
    await probe(service.url);
    service.health = 'ill';
    await expect(probe(service.url)).rejects.toThrow(/answered 503 to GET \/health$/);
    service.health = 'elsewhere';
    await expect(probe(service.url)).rejects.toThrow(/answered 302/);
    expect(service.requests).toEqual([]);
  });

  it('ends with its signal', async () => {
    service.health = 'hung';
    await expect(probe(service.url, AbortSignal.timeout(50))).rejects.toThrow(/abort/i);
  });

  it('does not reach forbidden addresses', async () => {
    await expect(probe('http://169.254.169.254')).rejects.toThrow('which tools may not call');
  });

  it('says when nobody is there', async () => {
    await expect(probe('http://127.0.0.1:9')).rejects.toThrow('ECONNREFUSED');
  });
});
