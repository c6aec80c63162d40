import { GatewayError, type ChatRequest } from 'llm-gateway/contracts';
import { answerConversation } from './answer-conversation.js';
import { chooseToolCalls } from './choose-tool-calls.js';
import { CHARACTERS_PER_TOKEN } from './count-tokens.js';
import { fillJsonSchema } from './json-schema/fill-json-schema.js';
import { limitReply } from './limit-reply.js';
import { reason } from './reasoning.js';
import type { SimulatedReply } from './simulated-reply.js';
import type { SimulatorOptions } from './simulator.keys.js';
import type { SimulatorModel } from './simulator.options.js';

const REFUSAL = 'I cannot help with that.';

/** One token: four characters and no more, so that a stream has one part for each. */
const FILLER = 'sim ';

/** Several answers together; one alone is bounded by what the client sent. */
const MAXIMUM_CHARACTERS = 2_000_000;

/** What the model says to this request; the same request gets the same answer. */
export function chooseReplies(
  request: ChatRequest,
  model: SimulatorModel,
  options: SimulatorOptions,
): SimulatedReply[] {
  const { n = 1 } = request;
  const replies: SimulatedReply[] = [];
  for (let choice = 0; choice < n; choice++) {
    const reply = chooseReply(request, model, options, choice);
    if (choice > 0 && (reply.text?.length ?? 0) * n > MAXIMUM_CHARACTERS)
      throw new GatewayError(
        'unsupported_value',
        `The simulator says no more than ${MAXIMUM_CHARACTERS} characters in all answers together.`,
        { param: 'n' },
      );
    replies.push(limitReply(reply, request, options.finish));
  }
  return replies;
}

function chooseReply(
  request: ChatRequest,
  model: SimulatorModel,
  options: SimulatorOptions,
  choice: number,
): SimulatedReply {
  const thinks = model === 'reasoner' && request.reasoningEffort !== 'none';
  const thought = thinks ? { reasoning: reason(request.messages) } : {};
  if (options.refuse) return { ...thought, refusal: REFUSAL, toolCalls: [], finishReason: 'stop' };
  const toolCalls = chooseToolCalls(request, choice);
  if (toolCalls.length > 0) return { ...thought, toolCalls, finishReason: 'tool_calls' };
  const text = chooseText(request, options, choice);
  return { ...thought, text, toolCalls: [], finishReason: 'stop' };
}

function chooseText(request: ChatRequest, { tokens }: SimulatorOptions, choice: number): string {
  const { messages, responseFormat } = request;
  const plain = () =>
    tokens === undefined
      ? answerConversation(messages) + (choice > 0 ? ` (answer ${choice + 1})` : '')
      : FILLER.repeat((tokens * CHARACTERS_PER_TOKEN) / FILLER.length);
  switch (responseFormat?.type) {
    case 'json-schema':
      return JSON.stringify(
        fillJsonSchema(responseFormat.schema, 'response_format.json_schema.schema'),
      );
    case 'json-object':
      return JSON.stringify({ answer: plain() });
    case 'text':
    case undefined:
      return plain();
    default:
      return responseFormat satisfies never;
  }
}
