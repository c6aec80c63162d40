import { describe, expect, it } from '@jest/globals';
import {
  conformanceCasesFor,
  fakeOllama,
  runConformanceCase,
  type AdapterSubject,
} from 'llm-gateway/testing';
import { OllamaAdapter } from '../adapters/ollama/ollama.adapter.js';
import { ollama } from '../vendors/ollama.vendor.js';
import { findModelFacts } from '../routing/find-model-facts.js';

const OLLAMA = {
  create: (upstream) => new OllamaAdapter(upstream),
  vendor: fakeOllama,
  abilities: [
    'tools',
    'image-data',
    'tool-images',
    'json-object',
    'json-schema',
    'reasoning-effort',
    'reasoning',
    'reasoning-replay',
    'max-tokens',
    'temperature',
    'top-p',
    'stop',
    'seed',
    'frequency-penalty',
    'presence-penalty',
    'logprobs',
    'usage-cached',
  ],
} satisfies Partial<AdapterSubject>;

const SUBJECTS: readonly AdapterSubject[] = [
  { ...OLLAMA, name: 'ollama', model: 'qwen3-vl:8b', facts: findModelFacts(ollama, 'qwen3-vl:8b') },
  {
    ...OLLAMA,
    name: 'ollama-levels',
    model: 'gpt-oss:20b',
    facts: findModelFacts(ollama, 'gpt-oss:20b'),
  },
];

describe.each(SUBJECTS)('Conformance of $name', (subject) => {
  it.each(conformanceCasesFor(subject))('$name', async (conformanceCase) => {
    await expect(runConformanceCase(conformanceCase, subject)).resolves.toBeUndefined();
  });
});
