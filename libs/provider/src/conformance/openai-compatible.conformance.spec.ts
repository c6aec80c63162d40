import { describe, expect, it } from '@jest/globals';
import {
  conformanceCasesFor,
  fakeDeviatingOpenAi,
  fakeOpenAi,
  runConformanceCase,
  type AdapterSubject,
} from 'llm-gateway/testing';
import { OpenAiCompatibleAdapter } from '../adapters/openai-compatible/openai-compatible.adapter.js';
import { deepseek } from '../vendors/deepseek.vendor.js';
import { mistral } from '../vendors/mistral.vendor.js';
import { openai } from '../vendors/openai.vendor.js';
import { openrouter } from '../vendors/openrouter.vendor.js';
import type { VendorEntry } from '../vendors/vendor-entry.js';
import { findModelFacts } from '../routing/find-model-facts.js';

/** What every vendor of the format can do. */
const SHARED = [
  'tools',
  'tool-call-ids',
  'forced-tools',
  'json-object',
  'content-filter',
  'refusal',
  'max-tokens',
  'stop',
  'frequency-penalty',
  'presence-penalty',
  'usage-cached',
  'usage-reasoning',
] as const;

/** What OpenAI itself can do besides, and those who follow it closely. */
const OPENAI = [
  'image-data',
  'image-url',
  'strict-tools',
  'one-call-at-a-time',
  'pdf',
  'audio-output',
  'audio-history',
  'tool-images',
  'audio',
  'file-id',
  'message-names',
  'json-schema',
  'temperature',
  'top-p',
  'seed',
  'logit-bias',
  'logprobs',
  'n',
  'verbosity',
  'service-tier',
  'user',
  'metadata',
  'openai-options',
  'usage-cache-write',
] as const;

function subject(
  vendor: VendorEntry,
  more: Omit<AdapterSubject, 'name' | 'create' | 'quirks'> & { readonly name?: string },
): AdapterSubject {
  return {
    name: vendor.name,
    create: (upstream) => new OpenAiCompatibleAdapter(upstream),
    quirks: vendor.quirks ?? {},
    facts: findModelFacts(vendor, more.model),
    ...more,
    abilities: [...SHARED, ...more.abilities],
  };
}

const SUBJECTS: readonly AdapterSubject[] = [
  subject(openai, {
    vendor: fakeOpenAi,
    model: 'gpt-4o',
    abilities: [...OPENAI, 'custom-tools', 'grammars', 'forward'],
  }),
  subject(openrouter, {
    vendor: fakeDeviatingOpenAi({
      roleOnEveryChunk: true,
      comments: true,
      blanksBeforeBody: true,
      reasoningField: 'reasoning_details',
      usageOn: 'finish-chunk',
      errorShape: 'numeric',
    }),
    model: 'anthropic/claude-sonnet-5',
    abilities: [
      ...OPENAI,
      'reasoning-effort',
      'reasoning',
      'reasoning-replay',
      'reasoning-signature',
      'unknown-fields',
      'cache-markers',
    ],
  }),
  subject(mistral, {
    vendor: fakeDeviatingOpenAi({
      emptyNamesInDeltas: true,
      contentArrays: true,
      reasoningField: 'content-array',
      usageOn: 'finish-chunk',
      refusesStreamOptions: true,
      errorShape: 'flat',
    }),
    model: 'magistral-medium-latest',
    abilities: [
      'image-data',
      'image-url',
      'tool-images',
      'strict-tools',
      'one-call-at-a-time',
      'json-schema',
      'temperature',
      'top-p',
      'seed',
      'n',
      'metadata',
      'openai-options',
      'reasoning-effort',
      'reasoning',
      'reasoning-replay',
    ],
  }),
  subject(deepseek, {
    vendor: fakeDeviatingOpenAi({ reasoningField: 'reasoning_content', wholeToolCalls: true }),
    model: 'deepseek-v4-pro',
    abilities: [
      'message-names',
      'temperature',
      'top-p',
      'logprobs',
      'user',
      'reasoning-effort',
      'reasoning',
      'reasoning-replay',
      'unknown-fields',
    ],
  }),
  {
    name: 'acme',
    create: (upstream) => new OpenAiCompatibleAdapter(upstream),
    vendor: fakeDeviatingOpenAi({
      toolIndexFrom: 1,
      toolCallsFinishWithStop: true,
      crlf: true,
      usageOn: 'every-chunk',
      reasoningField: 'reasoning',
      emptyFirstChunk: true,
      filterChunkAfterFinish: true,
      noNullFinishReason: true,
      noDone: true,
      errorShape: 'array',
    }),
    quirks: { doneSentinel: 'no', reasoning: { responseField: 'reasoning', replay: 'optional' } },
    model: 'large',
    abilities: [
      ...SHARED,
      ...OPENAI,
      'reasoning-effort',
      'reasoning',
      'reasoning-replay',
      'unknown-fields',
    ],
  },
];

describe.each(SUBJECTS)('Conformance of $name', (subject) => {
  it.each(conformanceCasesFor(subject))('$name', async (conformanceCase) => {
    await expect(runConformanceCase(conformanceCase, subject)).resolves.toBeUndefined();
  });
});
