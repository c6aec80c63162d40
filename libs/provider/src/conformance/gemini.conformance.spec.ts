import { describe, expect, it } from '@jest/globals';
import {
  conformanceCasesFor,
  fakeGemini,
  runConformanceCase,
  type AdapterSubject,
} from 'llm-gateway/testing';
import { GeminiAdapter } from '../adapters/gemini/gemini.adapter.js';
import { gemini } from '../vendors/gemini.vendor.js';
import { findModelFacts } from '../routing/find-model-facts.js';

const SHARED = [
  'tools',
  'forced-tools',
  'strict-tools',
  'custom-tools',
  'tool-errors',
  'image-data',
  'image-url',
  'pdf',
  'tool-images',
  'audio',
  'json-object',
  'json-schema',
  'reasoning-effort',
  'reasoning',
  'reasoning-replay',
  'reasoning-signature',
  'content-filter',
  'max-tokens',
  'temperature',
  'top-p',
  'stop',
  'seed',
  'logprobs',
  'n',
  'service-tier',
  'usage-cached',
  'usage-reasoning',
] as const;

const GEMINI = {
  create: (upstream) => new GeminiAdapter(upstream),
  vendor: fakeGemini,
} satisfies Partial<AdapterSubject>;

function model(name: string, abilities: AdapterSubject['abilities']): AdapterSubject {
  const facts = findModelFacts(gemini, name);
  return {
    ...GEMINI,
    name: name.replaceAll('.', '-'),
    model: name,
    facts,
    abilities: [...SHARED, ...abilities],
  };
}

const SUBJECTS: readonly AdapterSubject[] = [
  model('gemini-3.8-flash', ['tool-call-ids', 'frequency-penalty', 'presence-penalty']),
  model('gemini-2.5-pro', []),
];

describe.each(SUBJECTS)('Conformance of $name', (subject) => {
  it.each(conformanceCasesFor(subject))('$name', async (conformanceCase) => {
    await expect(runConformanceCase(conformanceCase, subject)).resolves.toBeUndefined();
  });
});
