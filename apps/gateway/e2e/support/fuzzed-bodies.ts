import * as fc from 'fast-check';
import { anyBut, withValueAt, type JsonType } from './wrong-values.js';

/** A chat request with something of everything. */
export const CHAT_BODY = {
  model: '',
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: 'call_1',
          type: 'function',
          function: { name: 'search', arguments: '{"query":"x"}' },
        },
      ],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'found it' },
    { role: 'user', content: 'Thanks' },
  ],
  tools: [
    {
      type: 'function',
      function: { name: 'search', description: 'Searches.', parameters: { type: 'object' } },
    },
  ],
  tool_choice: 'auto',
  response_format: { type: 'text' },
  stop: ['END'],
  metadata: { purpose: 'test' },
};

/** What may stand at each place; a string that OpenAI picks from a list is `word`. */
const PLACES: readonly (readonly [path: string, ...types: (JsonType | 'word' | 'required')[]])[] = [
  ['model', 'string', 'required'],
  ['messages', 'array', 'required'],
  ['messages.0', 'object'],
  ['messages.0.role', 'word', 'required'],
  ['messages.0.content', 'string', 'array', 'required'],
  ['messages.1.content', 'string', 'array', 'required'],
  ['messages.1.content.0', 'object'],
  ['messages.1.content.0.type', 'word', 'required'],
  ['messages.1.content.0.text', 'string', 'required'],
  ['messages.1.content.1.image_url', 'object', 'required'],
  ['messages.1.content.1.image_url.url', 'string', 'required'],
  ['messages.1.content.1.image_url.detail', 'string', 'null'],
  ['messages.2.content', 'string', 'array', 'null'],
  ['messages.2.tool_calls', 'array', 'null'],
  ['messages.2.tool_calls.0', 'object'],
  ['messages.2.tool_calls.0.id', 'string', 'required'],
  ['messages.2.tool_calls.0.type', 'word', 'required'],
  ['messages.2.tool_calls.0.function', 'object', 'required'],
  ['messages.2.tool_calls.0.function.name', 'string', 'required'],
  ['messages.2.tool_calls.0.function.arguments', 'string', 'required'],
  ['messages.3.tool_call_id', 'string', 'required'],
  ['messages.3.content', 'string', 'array', 'required'],
  ['tools', 'array', 'null'],
  ['tools.0', 'object'],
  ['tools.0.type', 'word', 'required'],
  ['tools.0.function', 'object', 'required'],
  ['tools.0.function.name', 'string', 'required'],
  ['tools.0.function.description', 'string', 'null'],
  ['tools.0.function.parameters', 'object', 'null'],
  ['tool_choice', 'word', 'object', 'null'],
  ['response_format', 'object'],
  ['response_format.type', 'word', 'required'],
  ['stop', 'string', 'array', 'null'],
  ['stop.0', 'string'],
  ['metadata', 'object', 'null'],
  ['metadata.purpose', 'string'],
  ...(
    [
      'max_tokens',
      'max_completion_tokens',
      'n',
      'seed',
      'temperature',
      'top_p',
      'top_logprobs',
    ] as const
  ).map((name) => [name, 'number', 'null'] as const),
  ...(['frequency_penalty', 'presence_penalty'] as const).map(
    (name) => [name, 'number', 'null'] as const,
  ),
  ...(['logprobs', 'parallel_tool_calls', 'store', 'stream'] as const).map(
    (name) => [name, 'boolean', 'null'] as const,
  ),
  ...(['user', 'service_tier', 'safety_identifier', 'prompt_cache_key'] as const).map(
    (name) => [name, 'string', 'null'] as const,
  ),
  ...(['logit_bias', 'audio', 'prediction', 'web_search_options', 'stream_options'] as const).map(
    (name) => [name, 'object', 'null'] as const,
  ),
  ['reasoning_effort', 'word', 'null'],
  ['verbosity', 'word', 'null'],
  ['modalities', 'array', 'null'],
];

const OUT_OF_RANGE: readonly (readonly [path: string, ...values: unknown[]])[] = [
  ['temperature', -0.1, 2.1, 1e308, -1e308],
  ['top_p', -1, 1.5, 1e308],
  ['frequency_penalty', -2.1, 1e308],
  ['presence_penalty', 2.1, -1e308],
  ['n', 0, -1, 1.5, 129, 1e308],
  ['max_tokens', 0, -1, 0.5],
  ['max_completion_tokens', 0, -5, 2.5],
  ['top_logprobs', -1, 21, 1e308],
  ['seed', 0.5],
  ['messages', []],
  ['model', '', 'x'.repeat(513), 'nobody/knows', '/', '\u0000', '../../etc'],
  ['metadata', Object.fromEntries(Array.from({ length: 17 }, (_, key) => [`k${key}`, 'v']))],
  ['metadata', { key: 'x'.repeat(513) }],
  ['logit_bias', { 1: 101 }, { 1: 'much' }],
  ['stop', [1], Array.from({ length: 65 }, () => 'x')],
  ['modalities', ['smell']],
];

/** Faults that are seen when a body is translated. */
const UNTRANSLATABLE: typeof OUT_OF_RANGE = [
  [
    'messages.1.content.1.image_url.url',
    'data:image/png;base64,%%%',
    'ftp://x/y.png',
    'data:',
    'x',
  ],
  ['messages.3.tool_call_id', 'call_2', ' '],
];

/** A chat body with one fault that makes it invalid whatever the provider. */
export function invalidChatBody(model: string, isTranslated: boolean): fc.Arbitrary<object> {
  const valid = { ...CHAT_BODY, model };
  const wrong = PLACES.flatMap(([path, ...types]) => {
    const allowed = types.filter(
      (type): type is JsonType => type !== 'word' && type !== 'required',
    );
    const isWord = types.includes('word');
    return [
      anyBut(...allowed, ...(isWord ? (['string'] as const) : [])).map((value) => [path, value]),
      ...(isWord ? [fc.string({ maxLength: 9 }).map((word) => [path, `?${word}`])] : []),
      ...(types.includes('required') ? [fc.constant([path, undefined])] : []),
    ];
  });
  const places = isTranslated ? [...OUT_OF_RANGE, ...UNTRANSLATABLE] : OUT_OF_RANGE;
  const far = places.flatMap(([path, ...values]) =>
    values.map((value) => fc.constant([path, value])),
  );
  return fc
    .oneof(...wrong, ...far)
    .map(([path, value]) => withValueAt(valid, path as string, value));
}

/** An embeddings body with one fault. */
export function invalidEmbeddingsBody(model: string): fc.Arbitrary<object> {
  const valid = { model, input: ['one', 'two'], dimensions: 3 };
  return fc
    .oneof(
      anyBut('string').map((value) => ['model', value]),
      anyBut('string', 'array').map((value) => ['input', value]),
      fc
        .array(anyBut('string', 'number', 'array'), { minLength: 1, maxLength: 3 })
        .map((value) => ['input', value]),
      anyBut('number', 'null').map((value) => ['dimensions', value]),
      anyBut('string', 'null').map((value) => ['user', value]),
      anyBut('string', 'null').map((value) => ['encoding_format', value]),
      fc.constantFrom(
        ['model', undefined],
        ['input', undefined],
        ['input', ''],
        ['input', []],
        ['input', [[]]],
        ['input', ['a', 1]],
        ['input', [1.5]],
        ['input', [-1]],
        ['dimensions', 0],
        ['dimensions', 1e308],
        ['encoding_format', 'base32'],
      ),
    )
    .map(([path, value]) => withValueAt(valid, path as string, value));
}
