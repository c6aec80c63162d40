import type { ChatChoice, ChatResponse, Provider, StreamPart } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { assembleChoice } from './assemble-choice.js';
import { ChoiceReader } from './choice-reader.js';
import { isErrorBody, mapErrorBody } from './map-openai-compatible-error.js';
import type { OpenAiCompatibleOptions } from './openai-compatible.options.js';
import type { WireAnswer, WireChoice } from './openai-compatible.wire.js';
import { findUsage, readUsage } from './read-usage.js';

const ANSWER_FIELDS = new Set(['id', 'object', 'created', 'model', 'choices', 'usage', 'error']);

/** Reads a whole answer: reference/protocols.md 1.2 with the deviations of 4.3 to 4.8. */
export function fromOpenAiCompatibleResponse(
  answer: WireAnswer,
  provider: Provider,
  options: OpenAiCompatibleOptions,
): ChatResponse {
  if (isErrorBody(answer)) throw mapErrorBody(answer, provider);
  const { choices } = answer;
  if (!Array.isArray(choices) || choices.length === 0)
    throw invalidResponse(provider, 'there is no answer in it');
  const usage = findUsage(answer);
  const extensions = extensionsOf(answer);
  return {
    ...(answer.id && { id: answer.id }),
    ...(answer.model && { model: answer.model }),
    ...(answer.created && { created: answer.created }),
    choices: choices.map((choice, position) => readChoice(choice, position, provider, options)),
    ...(usage && { usage: readUsage(usage, options) }),
    ...(extensions && { extensions }),
  };
}

/** A whole choice is read as a stream of one piece, so that both forms are understood alike. */
function readChoice(
  wire: WireChoice,
  position: number,
  provider: Provider,
  options: OpenAiCompatibleOptions,
): ChatChoice {
  if (typeof wire?.message !== 'object' || wire.message === null)
    throw invalidResponse(provider, 'a choice in it has no message');
  const index = wire.index ?? position;
  const parts: StreamPart[] = [];
  const reader = new ChoiceReader(index, provider, options, (part) => parts.push(part));
  reader.read({ ...wire, logprobs: undefined });
  reader.end();
  const audioId = wire.message.audio?.id;
  return assembleChoice(parts, {
    index,
    ...(audioId && { audioId }),
    ...(wire.logprobs != null && { logprobs: wire.logprobs }),
  });
}

function extensionsOf(answer: WireAnswer): Record<string, unknown> | undefined {
  const unknown = Object.entries(answer).filter(
    ([name, value]) => value != null && !ANSWER_FIELDS.has(name),
  );
  return unknown.length > 0 ? Object.fromEntries(unknown) : undefined;
}
