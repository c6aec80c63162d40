import type { ChatCall, InboundBody, ModelFacts } from 'llm-gateway/contracts';
import { refusedFields } from './drop-refused-fields.js';
import { isReasoningModel } from './encode-context.js';

/**
 * The client's own body, ready for a conformant upstream: its very bytes when nothing must change,
 * else a copy in which the gateway's fields are replaced. Unknown fields survive.
 */
export function forwardRequest(call: ChatCall, inbound: InboundBody): Uint8Array | string {
  const { json, bytes, gatewayFields } = inbound;
  const { facts } = call.model;
  const ownFields = gatewayFields.filter((name) => name in json);
  const refused = refusedFields(json, facts);
  const unchanged =
    json['model'] === call.model.name &&
    (json['stream'] === true) === call.stream &&
    ownFields.length === 0 &&
    refused.length === 0 &&
    !needsNewLimit(json, facts) &&
    (!call.stream || optionsOf(json)?.['include_usage'] === true);
  if (unchanged && bytes) return bytes;

  const body: Record<string, unknown> = { ...json, model: call.model.name };
  if ((json['stream'] === true) !== call.stream) body['stream'] = call.stream;
  for (const name of ownFields) delete body[name];
  for (const name of refused) {
    delete body[name];
    call.scope.ignoredParameters.add(name);
  }
  if (needsNewLimit(json, facts)) {
    body['max_completion_tokens'] = body['max_tokens'];
    delete body['max_tokens'];
  }
  // Usage is always asked for; the gateway counts it whether or not the client wants to see it.
  if (call.stream) body['stream_options'] = { ...optionsOf(json), include_usage: true };
  return JSON.stringify(body);
}

/** Thinking models refuse the deprecated `max_tokens`: reference/protocols.md 1.1. */
function needsNewLimit(json: InboundBody['json'], facts: ModelFacts): boolean {
  return (
    isReasoningModel(facts) && json['max_tokens'] != null && json['max_completion_tokens'] == null
  );
}

function optionsOf(json: InboundBody['json']): Readonly<Record<string, unknown>> | undefined {
  return (json['stream_options'] ?? undefined) as Readonly<Record<string, unknown>> | undefined;
}
