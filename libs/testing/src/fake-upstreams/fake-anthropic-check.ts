import { checkAnthropicMessages } from './fake-anthropic-check-messages.js';
import { fakeAnthropicRules, type FakeAnthropicRules } from './fake-anthropic-rules.js';

const FIELDS = new Set(
  (
    'model max_tokens messages system stream stop_sequences tools tool_choice thinking ' +
    'output_config cache_control metadata service_tier speed inference_geo container ' +
    'temperature top_p top_k'
  ).split(' '),
);
const SCHEMA_KEYWORDS = new Set(
  (
    '$defs $id $ref $schema additionalProperties allOf anyOf const default definitions ' +
    'description enum format items properties required title type'
  ).split(' '),
);

/** The message of Anthropic's 400, or undefined for a request that it takes. */
export function checkAnthropicRequest(body: any, version: string): string | undefined {
  if (typeof body !== 'object' || body === null) return 'The request body is not valid JSON';
  for (const field of Object.keys(body))
    if (!FIELDS.has(field) || (version >= '2026-10-21' && /^(temperature|top_[pk])$/.test(field)))
      return `${field}: Extra inputs are not permitted`;
  for (const field of ['model', 'max_tokens', 'messages'])
    if (body[field] === undefined) return `${field}: Field required`;
  const rules = fakeAnthropicRules(body.model);
  return (
    checkLimits(body, rules) ??
    checkThinking(body, rules) ??
    checkSampling(body, rules) ??
    checkTools(body, rules) ??
    checkFormat(body, rules) ??
    checkAnthropicMessages(body, rules)
  );
}

function checkLimits(body: any, rules: FakeAnthropicRules): string | undefined {
  if (body.max_tokens > rules.maximumOutput)
    return `max_tokens: ${body.max_tokens} > ${rules.maximumOutput}, which is the maximum allowed number of output tokens for ${body.model}`;
  const marked = JSON.stringify(body).match(/"cache_control":\{/g)?.length ?? 0;
  if (marked > 4)
    return `A maximum of 4 blocks with cache_control may be provided. Found ${marked}.`;
  if (body.stop_sequences?.some((sequence: string) => sequence.trim() === ''))
    return 'stop_sequences: each stop sequence must contain non-whitespace';
  return undefined;
}

function checkThinking({ thinking, max_tokens, output_config }: any, rules: FakeAnthropicRules) {
  const effort = output_config?.effort;
  if (effort !== undefined && !rules.efforts.includes(effort))
    return `This model does not support effort level '${effort}'.`;
  switch (thinking?.type) {
    case undefined:
      return undefined;
    case 'enabled':
      if (!rules.budget)
        return '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
      if (thinking.budget_tokens < 1_024)
        return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024';
      if (max_tokens <= thinking.budget_tokens)
        return '`max_tokens` must be greater than `thinking.budget_tokens`.';
      return undefined;
    case 'adaptive':
      return rules.adaptive ? undefined : 'adaptive thinking is not supported on this model';
    case 'between_tools':
      return rules.betweenTools ? undefined : '"thinking.type.between_tools" is not supported';
    default:
      return rules.disable
        ? undefined
        : '"thinking.type.disabled" is not supported for this model.';
  }
}

function checkSampling({ temperature, top_p, top_k, thinking }: any, rules: FakeAnthropicRules) {
  const isThinking = thinking !== undefined && thinking.type !== 'disabled';
  for (const [name, value] of Object.entries({ temperature, top_p, top_k })) {
    if (value === undefined) continue;
    if (!rules.sampling) return `\`${name}\` is deprecated for this model.`;
    if (isThinking) return `\`${name}\` may not be set when thinking is enabled.`;
  }
  if (temperature > 1) return 'temperature: range: 0..1';
  if (temperature !== undefined && top_p !== undefined)
    return '`temperature` and `top_p` cannot both be specified for this model.';
  return undefined;
}

function checkTools({ tools, tool_choice, thinking }: any, rules: FakeAnthropicRules) {
  if (tool_choice && !tools?.length)
    return 'tool_choice: may only be specified while providing tools';
  const names = new Set<string>();
  for (const [index, { name, input_schema }] of (tools ?? []).entries()) {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name))
      return `tools.${index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`;
    if (names.has(name)) return 'tools: Tool names must be unique.';
    names.add(name);
    if (input_schema?.type !== 'object')
      return `tools.${index}.custom.input_schema.type: Input should be 'object'`;
    if (input_schema.anyOf || input_schema.oneOf || input_schema.allOf)
      return `tools.${index}.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level`;
  }
  if (tool_choice?.type === 'tool' && !names.has(tool_choice.name))
    return `tool_choice: tool '${tool_choice.name}' not found in provided tools`;
  if (tool_choice?.type === 'none' && 'disable_parallel_tool_use' in tool_choice)
    return 'tool_choice.none.disable_parallel_tool_use: Extra inputs are not permitted';
  if (tool_choice?.type !== 'any' && tool_choice?.type !== 'tool') return undefined;
  if (thinking?.type === 'enabled')
    return 'Thinking may not be enabled when tool_choice forces tool use.';
  return rules.forced
    ? undefined
    : 'tool_choice forces tool use, which this model does not support.';
}

function checkFormat({ output_config, tools }: any, rules: FakeAnthropicRules) {
  const format = output_config?.format;
  if (format && !rules.structured) return 'output_config.format: not supported on this model';
  if (format) return checkSchema(format.schema, 'output_config.format.schema');
  for (const [index, tool] of (tools ?? []).entries()) {
    const fault = tool.strict && checkSchema(tool.input_schema, `tools.${index}.custom`);
    if (fault) return fault;
  }
  return undefined;
}

function checkSchema(schema: any, path: string): string | undefined {
  for (const keyword of Object.keys(schema))
    if (!SCHEMA_KEYWORDS.has(keyword)) return `${path}: property '${keyword}' is not supported`;
  if (schema.type === 'object' && schema.additionalProperties !== false)
    return `${path}: For 'object' type, 'additionalProperties' must be explicitly set to false`;
  const children = [
    ...Object.values(schema.properties ?? {}),
    ...Object.values(schema.$defs ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ];
  for (const child of children) {
    const fault = checkSchema(child, path);
    if (fault) return fault;
  }
  return undefined;
}
