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
import { groq } from '../vendors/groq.vendor.js';
import { mistral } from '../vendors/mistral.vendor.js';
import { openai } from '../vendors/openai.vendor.js';
import { openrouter } from '../vendors/openrouter.vendor.js';
import { perplexity } from '../vendors/perplexity.vendor.js';
import type { VendorEntry } from '../vendors/vendor-entry.js';
import { findModelFacts } from '../routing/find-model-facts.js';

/** What every vendor of the format can do. */
const CHAT = [
  'content-filter',
  'refusal',
  'max-tokens',
  'frequency-penalty',
  'presence-penalty',
  'usage-cached',
  'usage-reasoning',
] as const;

/** And all but those who only search. */
const SHARED = [...CHAT, 'tools', 'tool-call-ids', 'forced-tools', 'json-object', 'stop'] as const;

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
  };
}

const SUBJECTS: readonly AdapterSubject[] = [
  subject(openai, {
    vendor: fakeOpenAi,
    model: 'gpt-4o',
    abilities: [...SHARED, ...OPENAI, 'custom-tools', 'grammars', 'forward'],
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
      ...SHARED,
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
      ...SHARED,
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
      ...SHARED,
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
  subject(groq, {
    vendor: fakeDeviatingOpenAi({
      wholeToolCalls: true,
      reasoningField: 'reasoning',
      usageOn: 'x_groq',
      errorEvent: true,
    }),
    model: 'openai/gpt-oss-120b',
    abilities: [
      ...SHARED,
      'one-call-at-a-time',
      'strict-tools',
      'json-schema',
      'temperature',
      'top-p',
      'seed',
      'user',
      'service-tier',
      'reasoning-effort',
      'reasoning',
      'unknown-fields',
      'image-data',
      'image-url',
      'tool-images',
    ],
  }),
  subject(perplexity, {
    vendor: fakeDeviatingOpenAi({
      noDone: true,
      usageOn: 'every-chunk',
      reasoningField: 'think-tags',
      separateReasoningTokens: true,
      errorShape: 'numeric',
    }),
    model: 'sonar-pro',
    abilities: [
      ...CHAT,
      'image-data',
      'image-url',
      'json-schema',
      'message-names',
      'temperature',
      'top-p',
      'reasoning-effort',
      'reasoning',
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
