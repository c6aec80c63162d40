import { describe, expect, it } from '@jest/globals';
import {
  conformanceCasesFor,
  fakeAnthropic,
  runConformanceCase,
  type AdapterSubject,
} from 'llm-gateway/testing';
import { AnthropicAdapter } from '../adapters/anthropic/anthropic.adapter.js';
import { anthropic } from '../vendors/anthropic.vendor.js';
import { findModelFacts } from '../routing/find-model-facts.js';

/** All models, old and new. */
const SHARED = [
  'tools',
  'tool-call-ids',
  'one-call-at-a-time',
  'strict-tools',
  'custom-tools',
  'tool-errors',
  'image-data',
  'image-url',
  'pdf',
  'tool-images',
  'cache-markers',
  'json-object',
  'json-schema',
  'reasoning-effort',
  'reasoning',
  'reasoning-signature',
  'refusal',
  'content-filter',
  'max-tokens',
  'stop',
  'user',
  'usage-cached',
  'usage-cache-write',
  'usage-reasoning',
] as const;

const ANTHROPIC = {
  create: (upstream) => new AnthropicAdapter(upstream),
  vendor: fakeAnthropic,
} satisfies Partial<AdapterSubject>;

function claude(model: string, abilities: AdapterSubject['abilities']): AdapterSubject {
  const facts = findModelFacts(anthropic, model);
  return { ...ANTHROPIC, name: model, model, facts, abilities: [...SHARED, ...abilities] };
}

const SUBJECTS: readonly AdapterSubject[] = [
  claude('claude-opus-5-5', []),
  claude('claude-sonnet-4-5', ['forced-tools', 'temperature', 'top-p']),
  claude('claude-opus-4-6', ['forced-tools', 'temperature', 'top-p']),
];

describe.each(SUBJECTS)('Conformance of $name', (subject) => {
  it.each(conformanceCasesFor(subject))('$name', async (conformanceCase) => {
    await expect(runConformanceCase(conformanceCase, subject)).resolves.toBeUndefined();
  });
});
