import { describe, expect, it } from '@jest/globals';
import { GatewayError } from 'llm-gateway/contracts';
import { JsonBodyPipe } from 'llm-gateway/http';
import { ChatCompletionRequest } from './chat-completion-request.schema.js';

const pipe = new JsonBodyPipe<ChatCompletionRequest>(ChatCompletionRequest);

function check(body: unknown): ChatCompletionRequest {
  return pipe.transform(Buffer.from(JSON.stringify(body))).value;
}

function refusal(body: unknown): GatewayError {
  try {
    check(body);
  } catch (error) {
    if (error instanceof GatewayError) return error;
  }
  throw new Error('The body was not refused.');
}

const hi = { role: 'user', content: 'Hi' };
const withField = (fields: object) => ({ model: 'm', messages: [hi], ...fields });
const withMessage = (message: unknown) => ({ model: 'm', messages: [message] });
const withPart = (part: unknown) => withMessage({ role: 'user', content: [part] });
const withCall = (call: unknown) => withMessage({ role: 'assistant', tool_calls: [call] });
const withTool = (tool: unknown) => withField({ tools: [tool] });

type BadBody = [body: unknown, param: string | null, sentence: string];

const part = 'messages[0].content[0]';
const call = 'messages[0].tool_calls[0]';

// prettier-ignore
const BAD_BODIES: readonly BadBody[] = [
  [[], null, 'The request body must be an object, not an array.'],
  [null, null, 'The request body must be an object, not null.'],
  ['hello', null, 'The request body must be an object, not a string.'],
  [{}, 'messages', 'is required.'],
  [{ model: 'm' }, 'messages', 'is required.'],
  [withField({ model: 5 }), 'model', 'must be a string, not 5.'],
  [withField({ model: '' }), 'model', 'must not be empty.'],
  [withField({ model: 'x'.repeat(513) }), 'model', 'must be at most 512 characters long.'],
  [withField({ messages: {} }), 'messages', 'must be an array, not an object.'],
  [withField({ messages: [] }), 'messages', 'must have at least 1 entry.'],
  [withField({ messages: [hi, 'Hi'] }), 'messages[1]', 'must be an object, not a string.'],
  [withMessage({ content: 'Hi' }), 'messages[0].role', 'is required.'],
  [withMessage({ role: 'bot', content: 'Hi' }), 'messages[0].role', 'must be one of "developer", "system", "user", "assistant", "tool", "function", not "bot".'],
  [withMessage({ role: 'user' }), 'messages[0].content', 'is required.'],
  [withMessage({ role: 'user', content: null }), 'messages[0].content', 'must be a string or an array, not null.'],
  [withMessage({ role: 'system', content: 5 }), 'messages[0].content', 'must be a string or an array, not 5.'],
  [withMessage({ role: 'user', content: 'Hi', name: 5 }), 'messages[0].name', 'must be a string or null, not 5.'],
  [withPart('Hi'), part, 'must be an object, not a string.'],
  [withPart({ text: 'Hi' }), `${part}.type`, 'is required.'],
  [withPart({ type: 'video' }), `${part}.type`, 'must be one of "text", "image_url", "input_audio", "file", not "video".'],
  [withPart({ type: 'text' }), `${part}.text`, 'is required.'],
  [withPart({ type: 'image_url', image_url: 'https://x/y.png' }), `${part}.image_url`, 'must be an object, not a string.'],
  [withPart({ type: 'image_url', image_url: {} }), `${part}.image_url.url`, 'is required.'],
  [withPart({ type: 'input_audio', input_audio: { data: 'AA==', format: 'ogg' } }), `${part}.input_audio.format`, 'must be one of "wav", "mp3", not "ogg".'],
  [withPart({ type: 'file', file: { file_data: 5 } }), `${part}.file.file_data`, 'must be a string or null, not 5.'],
  [withPart({ type: 'text', text: 'Hi', cache_control: 'ephemeral' }), `${part}.cache_control`, 'must be an object or null, not a string.'],
  [withMessage({ role: 'system', content: [{ type: 'image_url', image_url: { url: 'x' } }] }), `${part}.type`, 'must be "text", not "image_url".'],
  [withMessage({ role: 'assistant', content: [{ type: 'image_url' }] }), `${part}.type`, 'must be one of "text", "refusal", not "image_url".'],
  [withMessage({ role: 'tool', content: 'x' }), 'messages[0].tool_call_id', 'is required.'],
  [withMessage({ role: 'tool', tool_call_id: 'c' }), 'messages[0].content', 'is required.'],
  [withMessage({ role: 'function', content: 'x' }), 'messages[0].name', 'is required.'],
  [withCall({ type: 'function', function: { name: 'f', arguments: '' } }), `${call}.id`, 'is required.'],
  [withCall({ id: 'c', function: { name: 'f', arguments: '' } }), `${call}.type`, 'is required.'],
  [withCall({ id: 'c', type: 'function', function: { name: 'f', arguments: {} } }), `${call}.function.arguments`, 'must be a string, not an object.'],
  [withCall({ id: 'c', type: 'custom', custom: { name: 'f' } }), `${call}.custom.input`, 'is required.'],
  [withMessage({ role: 'assistant', function_call: { name: 'f' } }), 'messages[0].function_call.arguments', 'is required.'],
  [withMessage({ role: 'assistant', reasoning_details: ['x'] }), 'messages[0].reasoning_details[0]', 'must be an object, not a string.'],
  [withTool({ type: 'web_search' }), 'tools[0].type', 'must be one of "function", "custom", not "web_search".'],
  [withTool({ name: 'f', parameters: {} }), 'tools[0].type', 'is required.'],
  [withTool({ type: 'function', name: 'f' }), 'tools[0].function', 'is required.'],
  [withTool({ type: 'function', function: { name: '' } }), 'tools[0].function.name', 'must not be empty.'],
  [withTool({ type: 'function', function: { name: 'f', parameters: 'x' } }), 'tools[0].function.parameters', 'must be an object or null, not a string.'],
  [withField({ tool_choice: 'always' }), 'tool_choice', 'must be one of "none", "auto", "required", not "always".'],
  [withField({ tool_choice: {} }), 'tool_choice.type', 'is required.'],
  [withField({ tool_choice: { type: 'function', name: 'f' } }), 'tool_choice.function', 'is required.'],
  [withField({ tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [{ type: 'function', name: 'f' }] } } }), 'tool_choice.allowed_tools.tools[0].function', 'is required.'],
  [withField({ function_call: 'maybe' }), 'function_call', 'must be one of "none", "auto", not "maybe".'],
  [withField({ functions: [{}] }), 'functions[0].name', 'is required.'],
  [withField({ response_format: 'json' }), 'response_format', 'must be an object or null, not a string.'],
  [withField({ response_format: { type: 'xml' } }), 'response_format.type', 'must be one of "text", "json_object", "json_schema", not "xml".'],
  [withField({ response_format: { type: 'json_schema' } }), 'response_format.json_schema', 'is required.'],
  [withField({ temperature: 2.1 }), 'temperature', 'must be at most 2, not 2.1.'],
  [withField({ temperature: '1' }), 'temperature', 'must be a number or null, not a string.'],
  [withField({ top_p: -0.1 }), 'top_p', 'must be at least 0, not -0.1.'],
  [withField({ frequency_penalty: 3 }), 'frequency_penalty', 'must be at most 2, not 3.'],
  [withField({ presence_penalty: -3 }), 'presence_penalty', 'must be at least -2, not -3.'],
  [withField({ max_tokens: 0 }), 'max_tokens', 'must be at least 1, not 0.'],
  [withField({ max_completion_tokens: 1.5 }), 'max_completion_tokens', 'must be an integer or null, not 1.5.'],
  [withField({ n: 129 }), 'n', 'must be at most 128, not 129.'],
  [withField({ top_logprobs: 21 }), 'top_logprobs', 'must be at most 20, not 21.'],
  [withField({ seed: 'x' }), 'seed', 'must be an integer or null, not a string.'],
  [withField({ stop: ['a', 5] }), 'stop[1]', 'must be a string, not 5.'],
  [withField({ stream: 'true' }), 'stream', 'must be a boolean or null, not a string.'],
  [withField({ stream_options: { include_usage: 1 } }), 'stream_options.include_usage', 'must be a boolean or null, not 1.'],
  [withField({ logit_bias: { 50256: 101 } }), 'logit_bias[50256]', 'must be at most 100, not 101.'],
  [withField({ metadata: { a: 5 } }), 'metadata.a', 'must be a string, not 5.'],
  [withField({ metadata: { ['k'.repeat(65)]: 'x' } }), `metadata.${'k'.repeat(65)}`, 'has a name that must be at most 64 characters long.'],
  [withField({ modalities: ['video'] }), 'modalities[0]', 'must be one of "text", "audio", not "video".'],
  [withField({ reasoning_effort: 'huge' }), 'reasoning_effort', 'must be one of "none", "minimal", "low", "medium", "high", "xhigh", "max", not "huge".'],
  [withField({ verbosity: 'loud' }), 'verbosity', 'must be one of "low", "medium", "high", not "loud".'],
  [withField({ parallel_tool_calls: 1 }), 'parallel_tool_calls', 'must be a boolean or null, not 1.'],
  [withField({ session_id: 5 }), 'session_id', 'must be a string or null, not 5.'],
  [withField({ audio: 'alloy' }), 'audio', 'must be an object or null, not a string.'],
];

describe('ChatCompletionRequest', () => {
  it.each(BAD_BODIES)('refuses %j', (body, param, sentence) => {
    const error = refusal(body);
    const message = param === null ? sentence : `'${param}' ${sentence}`;
    expect(error).toMatchObject({ code: 'invalid_request', status: 400, message });
    expect(error.toBody().param).toBe(param);
  });

  it('lets unknown fields through at every level', () => {
    const body = {
      model: 'm',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi', x: 1 }], y: 2 }],
      tools: [{ type: 'function', function: { name: 'f', z: 3 }, v: 4 }],
      safety_settings: [],
    };
    expect(check(body)).toEqual(body);
  });

  const optional = Object.keys(ChatCompletionRequest.properties).filter(
    (name) => name !== 'model' && name !== 'messages',
  );

  it.each(optional)('takes null for %s', (name) => {
    expect(check(withField({ [name]: null }))).toMatchObject({ [name]: null });
  });

  it.each<[string, unknown]>([
    ['no content beside tool calls', { role: 'assistant', tool_calls: [] }],
    ['null content', { role: 'assistant', content: null, tool_calls: null, refusal: null }],
    [
      'null for every optional field',
      {
        role: 'assistant',
        content: 'x',
        audio: null,
        function_call: null,
        name: null,
        reasoning_content: null,
        reasoning_details: null,
        annotations: null,
      },
    ],
    [
      'an image from a tool',
      {
        role: 'tool',
        tool_call_id: 'c',
        content: [{ type: 'image_url', image_url: { url: 'https://x/y.png', detail: null } }],
      },
    ],
  ])('takes a message with %s', (_what, message) => {
    expect(() => check(withMessage(message))).not.toThrow();
  });
});
