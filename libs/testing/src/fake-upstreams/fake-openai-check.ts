import type { Json } from './fake-openai-encode.js';
import type { RecordedRequest } from './fake-vendor.js';

/** What OpenAI finds wrong with a request. */
export interface OpenAiFault {
  readonly status: number;
  readonly message: string;
  readonly param?: string;
  readonly code?: string;
}

/** Every field of a chat request: reference/protocols.md 1.1. */
const FIELDS = new Set(
  `messages model audio frequency_penalty function_call functions logit_bias logprobs
  max_completion_tokens max_tokens metadata modalities moderation n parallel_tool_calls prediction
  presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort
  response_format safety_identifier seed service_tier stop store stream stream_options temperature
  tool_choice tools top_logprobs top_p user verbosity web_search_options`.split(/\s+/),
);

/** `annotations` too: clients send an answer back as it came, and OpenAI takes it. */
const MESSAGE_FIELDS = new Set(
  'role content name refusal annotations audio tool_calls function_call tool_call_id'.split(' '),
);

const ROLES = new Set(['developer', 'system', 'user', 'assistant', 'tool', 'function']);

/** Checks a request as OpenAI does; undefined when there is nothing wrong with it. */
export function checkOpenAiRequest(request: RecordedRequest): OpenAiFault | undefined {
  const { authorization } = request.headers;
  if (!authorization?.startsWith('Bearer '))
    return { status: 401, message: "You didn't provide an API key." };
  if (authorization === 'Bearer bad-key')
    return {
      status: 401,
      message: 'Incorrect API key provided: bad-key. You can find your API key at ...',
      code: 'invalid_api_key',
    };
  if (request.method === 'GET') return undefined;
  const { json } = request;
  if (typeof json !== 'object' || json === null)
    return { status: 400, message: 'We could not parse the JSON body of your request.' };
  if (typeof json.model !== 'string')
    return { status: 400, message: 'you must provide a model parameter' };
  if (request.path.endsWith('/embeddings')) return undefined;
  return checkFields(json) ?? checkModel(json) ?? checkMessages(json);
}

function checkFields(json: Json): OpenAiFault | undefined {
  const unknown = Object.keys(json).find((name) => !FIELDS.has(name));
  if (unknown)
    return { status: 400, message: `Unrecognized request argument supplied: ${unknown}` };
  if (!Array.isArray(json['messages']) || json['messages'].length === 0)
    return {
      status: 400,
      message: "Missing required parameter: 'messages'.",
      param: 'messages',
      code: 'missing_required_parameter',
    };
  if (json['stream_options'] && json['stream'] !== true)
    return {
      status: 400,
      message: "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
      param: 'stream_options',
    };
  return undefined;
}

/** The o-series and gpt-5 refuse `max_tokens` and any temperature but 1. */
function checkModel(json: Json): OpenAiFault | undefined {
  if (!/^(o\d|gpt-5(?!-chat))/.test(json['model'])) return undefined;
  if (json['max_tokens'] != null)
    return {
      status: 400,
      message:
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      param: 'max_tokens',
      code: 'unsupported_parameter',
    };
  if ((json['temperature'] ?? 1) !== 1)
    return {
      status: 400,
      message: `Unsupported value: 'temperature' does not support ${json['temperature']} with this model. Only the default (1) value is supported.`,
      param: 'temperature',
      code: 'unsupported_value',
    };
  return undefined;
}

function checkMessages(json: Json): OpenAiFault | undefined {
  let open = new Set<string>();
  for (const [index, message] of (json['messages'] as Json[]).entries()) {
    const at = `messages[${index}]`;
    if (!ROLES.has(message['role']))
      return {
        status: 400,
        message: `Invalid value: '${message['role']}'.`,
        param: `${at}.role`,
        code: 'invalid_value',
      };
    const unknown = Object.keys(message).find((name) => !MESSAGE_FIELDS.has(name));
    if (unknown)
      return {
        status: 400,
        message: `Unknown parameter: '${at}.${unknown}'.`,
        param: `${at}.${unknown}`,
        code: 'unknown_parameter',
      };
    if (message['role'] === 'tool') {
      if (!open.delete(message['tool_call_id']))
        return {
          status: 400,
          message:
            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
          param: `messages.[${index}].role`,
        };
      continue;
    }
    const fault = unanswered(open, index);
    if (fault) return fault;
    open = new Set((message['tool_calls'] ?? []).map(({ id }: Json) => id));
  }
  return unanswered(open, json['messages'].length);
}

function unanswered(open: ReadonlySet<string>, index: number): OpenAiFault | undefined {
  if (open.size === 0) return undefined;
  return {
    status: 400,
    message: `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(', ')}`,
    param: `messages.[${index}].role`,
  };
}
