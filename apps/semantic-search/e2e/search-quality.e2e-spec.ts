import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { QUESTIONS } from './support/questions.js';
import { useSearch } from './support/search-under-test.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const NEEDED = 18;

const search = useSearch();

describe("the project's own documents, indexed by npm run demo:index", () => {
  let output: string;

  beforeAll(async () => {
    const parameters = ['scripts/index-documents.mjs', 'docs/', 'README.md'];
    const env = { ...process.env, SEARCH_URL: `${search.client.url}/` };
    output = (await promisify(execFile)(process.execPath, parameters, { cwd: ROOT, env })).stdout;
  });

  it('are all there', async () => {
    const { collections } = await search.client.json<{ collections: { documents: number }[] }>(
      'GET',
      '/v1/collections',
    );
    const documents = output.split('\n').filter((line) => / \d+ chunks$/.test(line));
    expect(documents.length).toBeGreaterThanOrEqual(7);
    expect(collections).toMatchObject([{ name: 'default', documents: documents.length }]);
  });

  it(`answer ${NEEDED} of 20 questions with a right document among the first five`, async () => {
    const missed: string[] = [];
    for (const { question, sources } of QUESTIONS) {
      const found = await search.client.sources(question);
      if (!sources.some((source) => found.includes(source))) missed.push(question);
    }
    expect(QUESTIONS).toHaveLength(20);
    expect(missed.slice(QUESTIONS.length - NEEDED)).toEqual([]);
  });
});
