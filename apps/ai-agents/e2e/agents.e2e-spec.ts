import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeUpstream, fakeOpenAi } from 'llm-gateway/testing';
import {
  ANSWERS,
  ARCHITECTURE,
  DOCUMENT,
  FILES,
  FINDING,
  REVIEW,
  says,
} from './support/answers.js';
import { startAgents, type TestAgents } from './support/start-agents.js';

let llm: FakeUpstream;
let agents: TestAgents;

beforeAll(async () => {
  llm = await FakeUpstream.start(fakeOpenAi);
  agents = await startAgents({
    LLM_GATEWAY_URL: `${llm.url}/v1/`,
    LLM_GATEWAY_API_KEY: 'team-key',
    AGENTS_MODEL: 'gpt-4o',
  });
});

afterAll(async () => {
  await agents.close();
  await llm.close();
});

beforeEach(() => llm.reset());

async function run(agent: string, body: object): Promise<Record<string, any>> {
  const response = await agents.run(agent, body);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, any>;
}

const prompt = () => llm.lastRequest.json.messages[1].content as string;

describe('architecture', () => {
  it('returns the graph of the code beside what the model says of it', async () => {
    llm.replyWith(says(ARCHITECTURE));
    const answer = await run('architecture', { files: FILES });
    expect(answer).toEqual({
      agent: 'architecture',
      model: 'gpt-4o',
      result: {
        ...ARCHITECTURE,
        graph: {
          nodes: FILES.map(({ path, content }) => ({
            path,
            language: 'typescript',
            lines: content.split('\n').length - 1,
            unparsed_lines: [],
            truncated: false,
          })),
          edges: [
            { from: 'a.ts', to: 'b.ts', kind: 'import', line: 1 },
            { from: 'b.ts', to: 'a.ts', kind: 'import', line: 1 },
          ],
          external: [],
          unresolved: [],
          cycles: [['a.ts', 'b.ts']],
        },
      },
      usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
      duration_ms: expect.any(Number),
    });
    expect(prompt()).toContain('"cycles":[["a.ts","b.ts"]]');
  });
});

describe('code-review', () => {
  it('numbers the lines for the model, and passes its findings on', async () => {
    llm.replyWith(says(REVIEW));
    const { result } = await run('code-review', { files: FILES });
    expect(result).toEqual({ ...REVIEW, dropped_findings: 0 });
    expect(prompt()).toContain(
      '<file path="a.ts">\n1| import \'./b\';\n2| export const a = 1 / b;\n</file>',
    );
  });

  it('corrects a path, and drops and counts what is nowhere', async () => {
    const findings = [
      { ...FINDING, file: './a.ts', line: 1 },
      { ...FINDING, file: 'c.ts' },
      { ...FINDING, line: 3 },
      { ...FINDING, line: 0 },
    ];
    llm.replyWith(says({ ...REVIEW, findings }));
    const { result } = await run('code-review', { files: FILES });
    expect(result.findings).toEqual([{ ...FINDING, line: 1 }]);
    expect(result.dropped_findings).toBe(3);
  });

  it('takes a single snippet', async () => {
    llm.replyWith(says({ ...REVIEW, findings: [{ ...FINDING, file: 'snippet.py', line: 1 }] }));
    const { result } = await run('code-review', { code: 'print(1/0)', language: 'Python' });
    expect(result.findings).toHaveLength(1);
    expect(prompt()).toContain('<file path="snippet.py">\n1| print(1/0)\n</file>');
  });
});

describe('doc-generate', () => {
  it('puts the sections together', async () => {
    llm.replyWith(says(DOCUMENT));
    const { result } = await run('doc-generate', { files: FILES });
    expect(result).toEqual({
      ...DOCUMENT,
      format: 'markdown',
      markdown: '# Kit\n\n## Purpose\n\nIt helps.\n\n## Use\n\n`run()`\n',
    });
  });
});

describe('every agent', () => {
  it.each(Object.entries(ANSWERS))('%s asks for JSON by its schema', async (agent, answer) => {
    llm.replyWith(says(answer));
    await run(agent, {
      files: FILES,
      model: 'gpt-4.1',
      language: 'TypeScript',
      focus: 'the edges',
      instructions: 'Be brief.',
    });
    const { json, headers, path } = llm.lastRequest;
    expect(path).toBe('/v1/chat/completions');
    expect(headers['authorization']).toBe('Bearer team-key');
    expect(json.model).toBe('gpt-4.1');
    expect(json.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { name: agent.replace('-', '_'), strict: true, schema: { type: 'object' } },
    });
    assertStrict(json.response_format.json_schema.schema);
    expect(json.messages[0].role).toBe('system');
    for (const wish of ['TypeScript', 'the edges', 'Be brief.']) expect(prompt()).toContain(wish);
  });

  it.each(Object.entries(ANSWERS))(
    '%s asks once more when the answer breaks the schema',
    async (agent, answer) => {
      const [field] = Object.keys(answer) as [string];
      llm.replyWith(says({ ...answer, [field]: 7 }), says(answer));
      const { usage } = await run(agent, { files: FILES });
      expect(usage).toEqual({ prompt_tokens: 200, completion_tokens: 40, total_tokens: 240 });
      const { messages } = llm.lastRequest.json;
      expect(messages).toHaveLength(4);
      expect(messages[3].content).toContain(`'${field}' must be a string, not 7`);
    },
  );

  it.each(Object.keys(ANSWERS))('%s answers 502 when it breaks it twice', async (agent) => {
    llm.replyWith(says({}), says('Sorry, no JSON today.'), says(ANSWERS[agent]));
    const response = await agents.run(agent, { files: FILES });
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'provider_invalid_response',
        message: expect.stringMatching(/breaks the schema of .*not JSON/),
      },
    });
    expect(llm.requests).toHaveLength(2);
  });

  it('takes JSON out of a fence', async () => {
    llm.replyWith(says(`Here you are:\n\`\`\`json\n${JSON.stringify(DOCUMENT)}\n\`\`\``));
    await run('doc-generate', { files: FILES });
    expect(llm.requests).toHaveLength(1);
  });
});

describe('what it tells of itself', () => {
  it.each([
    ['/health', { status: 'healthy' }],
    ['/health/ready', { status: 'ready', checks: {} }],
    ['/', { name: 'ai-agents' }],
  ])('%s, without a word to a model', async (path, expected) => {
    const response = await fetch(agents.url + path);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject(expected);
    expect(llm.requests).toEqual([]);
  });

  it('describes its routes in OpenAPI', async () => {
    const document: any = await (await fetch(`${agents.url}/openapi.json`)).json();
    for (const agent of Object.keys(ANSWERS)) {
      const { post } = document.paths[`/v1/agents/${agent}/run`];
      const { schema } = post.responses['200'].content['application/json'];
      expect(schema.properties.result.required).toEqual(
        expect.arrayContaining(Object.keys(ANSWERS[agent] as object)),
      );
      expect(Object.keys(post.responses)).toEqual(
        expect.arrayContaining(['400', '413', '502', '503', '504']),
      );
    }
  });
});

/** What `strict` demands at OpenAI: every field required, no others. */
function assertStrict(schema: any): void {
  if (schema.items) assertStrict(schema.items);
  if (schema.type !== 'object') return;
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required.toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  for (const field of Object.values(schema.properties)) assertStrict(field);
}
