import { describe, expect, it } from '@jest/globals';
import { useEnterprise } from './support/enterprise-under-test.js';

const enterprise = useEnterprise();
const execute = async (name: string, given: object) => {
  const response = await enterprise.post('/v1/tools/execute', { name, arguments: given });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe("the directory's tools", () => {
  it.each([
    ['find_office', 'directory', { city: 'Leeds' }, { city: 'Leeds', hours: '9 to 17' }],
    ['find_colleague', 'tools.json', { name: 'aDA' }, { office: 'Leeds', role: 'analyst' }],
  ])('%s of %s finds a row', async (name, source, given, row) => {
    const { status, body } = await execute(name, given);
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, result: row });
    expect(await (await enterprise.get(`/v1/tools/${name}`)).json()).toMatchObject({
      service: 'directory',
      source,
    });
  });

  it('say what there is when there is no such row', async () => {
    const { status, body } = await execute('find_colleague', { name: 'Nemo' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: false,
      code: 'tool_error',
      error: "colleagues has no name 'Nemo'. It has Ada, Blaise.",
    });
  });

  it('take no arguments that break their schema', async () => {
    const { status, body } = await execute('find_office', { city: 'Atlantis' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { errors: [{ path: 'arguments.city' }] } });
  });

  it('run within a chat, which goes on when one fails', async () => {
    const response = await enterprise.post('/v1/chat/completions', {
      model: 'simulator/echo',
      messages: [{ role: 'user', content: 'Ask find_office and find_colleague.' }],
      tools: [
        { type: 'function', function: { name: 'find_office' } },
        { type: 'function', function: { name: 'find_colleague' } },
      ],
      tool_execution: 'gateway',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      choices: [
        { finish_reason: 'stop', message: { content: expect.stringContaining('8 to 18') } },
      ],
      gateway: {
        tool_rounds: [
          {
            tool_calls: [
              { name: 'find_office', arguments: '{"city":"Lyon"}', success: true },
              { name: 'find_colleague', success: false },
            ],
          },
        ],
      },
    });
  });
});
