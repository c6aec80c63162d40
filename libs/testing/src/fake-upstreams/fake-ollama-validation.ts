interface OllamaFault {
  readonly status: number;
  readonly message: string;
}

const OPTION_TYPES: Readonly<Record<string, 'integer' | 'number' | 'strings'>> = {
  num_ctx: 'integer',
  num_predict: 'integer',
  seed: 'integer',
  top_k: 'integer',
  temperature: 'number',
  top_p: 'number',
  frequency_penalty: 'number',
  presence_penalty: 'number',
  stop: 'strings',
};

/** What a server would refuse in a request, in its own words; undefined when it would answer. */
export function fakeOllamaFault(path: string, body: any): OllamaFault | undefined {
  if (typeof body !== 'object' || body === null) return bad('missing request body');
  if (typeof body.model !== 'string' || !body.model) return bad('model is required');
  if (body.model.startsWith('missing'))
    return { status: 404, message: `model '${body.model}' not found` };
  const said =
    optionFault(body.options) ?? (path === '/api/embed' ? embedFault(body) : chatFault(body));
  return said === undefined ? undefined : bad(said);
}

function bad(message: string): OllamaFault {
  return { status: 400, message };
}

function embedFault({ input }: any): string | undefined {
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  return texts.every((text) => typeof text === 'string') ? undefined : 'invalid input type';
}

function chatFault(body: any): string | undefined {
  if (!Array.isArray(body.messages)) return 'messages must be an array';
  const { think, format, top_logprobs: topLogprobs } = body;
  if (
    think !== undefined &&
    typeof think !== 'boolean' &&
    !['high', 'medium', 'low'].includes(think)
  )
    return `invalid think value: ${JSON.stringify(think)} (must be "high", "medium", "low", true, or false)`;
  if (format !== undefined && format !== 'json' && typeof format !== 'object')
    return `invalid format: ${JSON.stringify(format)}; expected "json" or a valid JSON Schema object`;
  if (topLogprobs !== undefined && (topLogprobs < 0 || topLogprobs > 20))
    return 'top_logprobs must be between 0 and 20';
  for (const tool of body.tools ?? [])
    if (tool.type !== 'function' || typeof tool.function?.name !== 'string') return 'invalid tool';
  return body.messages.map(messageFault).find(Boolean);
}

function messageFault(message: any): string | undefined {
  if (typeof message.content !== 'string')
    return 'json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string';
  for (const image of message.images ?? [])
    if (typeof image !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(image))
      return 'illegal base64 data at input byte 4';
  for (const call of message.tool_calls ?? [])
    if (typeof call.function?.arguments !== 'object')
      return 'json: cannot unmarshal string into Go struct field ChatRequest.messages.tool_calls.function.arguments of type api.ToolCallFunctionArguments';
  return undefined;
}

function optionFault(options: Record<string, unknown> = {}): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    const type = OPTION_TYPES[name];
    if (type === 'integer' && !Number.isInteger(value))
      return `option "${name}" must be of type integer`;
    if (type === 'number' && typeof value !== 'number')
      return `option "${name}" must be of type float32`;
    if (type === 'strings' && !Array.isArray(value))
      return `option "${name}" must be of type array`;
  }
  return undefined;
}
