import type { ChatCall, ChatRequest } from 'llm-gateway/contracts';
import type { AnthropicReading } from './anthropic-encoding.js';
import { anthropicOptionsOf, versionKnowsSampling } from './anthropic.options.js';
import type { AnthropicRequestBody } from './anthropic.wire.js';
import { limitCacheMarkers } from './cache-control.js';
import { markStablePrefixes } from './mark-stable-prefixes.js';
import { planOutputFormat } from './plan-output-format.js';
import { planSampling } from './plan-sampling.js';
import { planThinking } from './plan-thinking.js';
import { planTools } from './plan-tools.js';
import { refuseUnsupported } from './refuse-unsupported.js';
import { nativeFieldsOf, reportIgnored } from './report-ignored.js';
import { toAnthropicMessages } from './to-anthropic-messages.js';
import { ToolCallIds } from './tool-call-ids.js';
import { ToolNames } from './tool-names.js';

export interface AnthropicRequest {
  readonly body: AnthropicRequestBody;
  /** How the answer is to be read. */
  readonly reading: AnthropicReading;
}

/**
 * Translates a request (reference/protocols.md 3.5, 3.6). Reports what it leaves out in the call's
 * `ignoredParameters`; throws `unsupported_parameter` or `unsupported_value` for what it must not.
 */
export function toAnthropicRequest(call: ChatCall): AnthropicRequest {
  const options = anthropicOptionsOf(call.provider);
  const request = options.promptCaching ? markStablePrefixes(call.request) : call.request;
  const { name: model, facts } = call.model;
  const ignored = call.scope.ignoredParameters;
  refuseUnsupported(request);
  reportIgnored(request, ignored);

  const toolNames = new ToolNames(toolNamesIn(request));
  const encoding = { model, facts, toolNames, toolCallIds: new ToolCallIds(), ignored };
  const { system, messages } = toAnthropicMessages(request.messages, encoding);
  const { maxTokens, thinking, effort } = planThinking(request, messages, facts, ignored);
  const mayForce = facts.forcedTools === true && thinking?.type !== 'enabled';
  const format = planOutputFormat(request.responseFormat, facts);
  const { jsonTool, instruction, ...tools } = planTools(request, format, mayForce, encoding);
  const knowsSampling = versionKnowsSampling(options);
  const sampling = planSampling(request, facts, thinking, knowsSampling, ignored);
  const instructions = [instruction, format.type === 'instruction' ? format.text : undefined]
    .filter((text) => text !== undefined)
    .map((text) => ({ type: 'text' as const, text }));
  const outputConfig = {
    ...(effort && { effort }),
    ...(format.type === 'native' && {
      format: { type: 'json_schema' as const, schema: format.schema },
    }),
  };
  const stop = stopSequencesOf(request, ignored);

  const body: AnthropicRequestBody = {
    ...nativeFieldsOf(request),
    model,
    max_tokens: maxTokens,
    ...(system.length + instructions.length > 0 && { system: [...system, ...instructions] }),
    messages,
    ...tools,
    ...(thinking && { thinking }),
    ...(Object.keys(outputConfig).length > 0 && { output_config: outputConfig }),
    ...sampling,
    ...(stop.length > 0 && { stop_sequences: stop }),
    ...(request.user !== undefined && { metadata: { user_id: request.user } }),
    ...serviceTierOf(request),
  };
  return {
    body: limitCacheMarkers(body, ignored),
    reading: {
      toolNames,
      customTools: customToolsOf(request, toolNames),
      jsonObject: format.type === 'instruction',
      ...(jsonTool !== undefined && { jsonTool }),
    },
  };
}

function* toolNamesIn({ tools, messages }: ChatRequest): Generator<string> {
  for (const { name } of tools ?? []) yield name;
  for (const message of messages)
    if (message.role === 'assistant')
      for (const part of message.parts) if (part.type === 'tool-call') yield part.name;
}

function customToolsOf({ tools }: ChatRequest, toolNames: ToolNames): Set<string> {
  const custom = (tools ?? []).filter(({ type }) => type === 'custom');
  return new Set(custom.map(({ name }) => toolNames.toWire(name)));
}

/** Anthropic refuses sequences of white space alone. */
function stopSequencesOf({ stop }: ChatRequest, ignored: Set<string>): readonly string[] {
  const usable = (stop ?? []).filter((sequence) => sequence.trim() !== '');
  if (usable.length < (stop?.length ?? 0)) ignored.add('stop');
  return usable;
}

function serviceTierOf({ serviceTier }: ChatRequest): Pick<AnthropicRequestBody, 'service_tier'> {
  switch (serviceTier) {
    case 'auto':
    case 'default':
    case 'priority':
      return { service_tier: 'auto' };
    case 'standard_only':
      return { service_tier: 'standard_only' };
    default:
      return {};
  }
}
