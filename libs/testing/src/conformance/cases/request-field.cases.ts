import type { ConformanceCase } from '../conformance-case.js';
import { CLOCK, WEATHER } from '../tools.js';
import { fieldCases, type RequestField } from './field-case.js';

const tools = [WEATHER, CLOCK];
const GRAMMAR = { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "ls"' } };

/** Values are chosen so that nothing else in a request has them, and binary fractions stay exact. */
const FIELDS: readonly RequestField[] = [
  {
    ability: 'max-tokens',
    title: 'the limit of the answer',
    field: /^max_(completion_)?tokens$/,
    request: { maxOutputTokens: 3_217 },
    markers: [3_217],
  },
  {
    ability: 'temperature',
    title: 'the temperature',
    field: /^temperature$/,
    request: { temperature: 0.40625 },
    markers: [0.40625],
  },
  {
    ability: 'temperature',
    title: 'a temperature of zero',
    field: /^temperature$/,
    request: { temperature: 0 },
    markers: [0],
  },
  {
    ability: 'top-p',
    title: 'the nucleus of the sampling',
    field: /^top_p$/,
    request: { topP: 0.28125 },
    markers: [0.28125],
  },
  {
    ability: 'stop',
    title: 'stop sequences',
    field: /^stop$/,
    request: { stop: ['STOP-81', 'STOP-82'] },
    markers: ['STOP-81', 'STOP-82'],
  },
  {
    ability: 'seed',
    title: 'a seed',
    field: /^seed$/,
    request: { seed: 424_243 },
    markers: [424_243],
  },
  {
    ability: 'frequency-penalty',
    title: 'a penalty on frequency',
    field: /^frequency_penalty$/,
    request: { frequencyPenalty: 0.34375 },
    markers: [0.34375],
  },
  {
    ability: 'presence-penalty',
    title: 'a penalty on presence',
    field: /^presence_penalty$/,
    request: { presencePenalty: 0.21875 },
    markers: [0.21875],
  },
  {
    ability: 'logit-bias',
    title: 'a bias of tokens',
    field: /^logit_bias$/,
    request: { logitBias: { '50256': -97 } },
    markers: [-97],
  },
  {
    ability: 'logprobs',
    title: 'the wish for log probabilities',
    field: /^(top_)?logprobs$/,
    request: { logprobs: true, topLogprobs: 3 },
    markers: [3],
  },
  {
    ability: 'n',
    title: 'the number of answers',
    field: /^n$/,
    request: { n: 3 },
    markers: [3],
  },
  {
    ability: 'verbosity',
    title: 'the verbosity',
    field: /^verbosity$/,
    request: { verbosity: 'low' },
    markers: ['low'],
  },
  {
    ability: 'service-tier',
    title: 'the service tier',
    field: /^service_tier$/,
    request: { serviceTier: 'flex' },
    markers: ['flex'],
  },
  {
    ability: 'user',
    title: 'the id of the end user',
    field: /^(user|safety_identifier)$/,
    request: { user: 'end-user-91' },
    markers: ['end-user-91'],
  },
  {
    ability: 'metadata',
    title: 'metadata',
    field: /^metadata$/,
    request: { metadata: { ticket: 'ticket-92' } },
    markers: ['ticket-92'],
  },
  {
    ability: 'one-call-at-a-time',
    title: 'the wish for one tool call at a time',
    field: /^parallel_tool_calls$/,
    request: { tools, parallelToolCalls: false },
    without: { tools },
    alsoNeeds: ['tools'],
  },
  {
    ability: 'strict-tools',
    title: 'the wish for strict arguments',
    field: /strict/,
    request: { tools: [{ ...WEATHER, strict: true }] },
    without: { tools: [WEATHER] },
    alsoNeeds: ['tools'],
  },
  {
    ability: 'grammars',
    title: 'the grammar of a custom tool',
    field: /^tools/,
    request: { tools: [{ type: 'custom', name: 'run_shell', format: GRAMMAR }] },
    without: { tools: [{ type: 'custom', name: 'run_shell' }] },
    markers: ['start: "ls"'],
    alsoNeeds: ['custom-tools'],
  },
  {
    ability: 'cache-markers',
    title: 'a mark for the prompt cache',
    field: /cache/,
    request: {
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi', cache: { ttl: '1h' } }] }],
    },
  },
  {
    ability: 'audio-output',
    title: 'the wish for audio',
    field: /^(modalities|audio)$/,
    request: {
      openaiOptions: { modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } },
    },
    markers: ['audio', 'alloy'],
  },
  {
    ability: 'message-names',
    title: 'the name of a message',
    field: /^messages\b.*name$/,
    request: {
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }], name: 'alice-93' }],
    },
    markers: ['alice-93'],
  },
  {
    ability: 'reasoning-effort',
    title: 'the effort of thinking',
    field: /^reasoning_effort$/,
    request: { reasoningEffort: 'high' },
  },
  {
    ability: 'openai-options',
    title: "fields of OpenAI's that have no canonical word",
    field: /^prediction$/,
    request: { openaiOptions: { prediction: { type: 'content', content: 'guess 94' } } },
    markers: ['guess 94'],
  },
  {
    ability: 'unknown-fields',
    title: 'fields that nobody knows',
    field: /^x_unheard_of$/,
    request: { unknownFields: { x_unheard_of: { deep: ['word 95'] } } },
    markers: ['word 95'],
  },
];

export const REQUEST_FIELD_CASES: readonly ConformanceCase[] = FIELDS.flatMap(fieldCases);
