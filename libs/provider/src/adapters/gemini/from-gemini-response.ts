import type { AssistantPart, ChatCall, ChatChoice, ChatResponse } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { candidateExtras, responseExtras, toExtraContent } from './answer-extras.js';
import { fromGeminiLogprobs } from './from-gemini-logprobs.js';
import { fromGeminiUsage, serviceTierOf } from './from-gemini-usage.js';
import type { GeminiCandidate, GeminiResponse } from './gemini.wire.js';
import { mapFinishReason, nativeFinishReason } from './map-finish-reason.js';
import { mergeMessageFields } from './merge-message-fields.js';
import { promptBlock } from './prompt-block.js';
import { readGeminiPart, type AnswerContext } from './read-gemini-part.js';
import { GEMINI_REASONING_FORMAT, toSignatureMetadata } from './thought-signature.js';
import { customToolNames } from './to-gemini-tools.js';

/** A whole answer. Throws when it holds neither candidates nor the reason of their absence. */
export function fromGeminiResponse(response: GeminiResponse, call: ChatCall): ChatResponse {
  const context = { provider: call.provider, customTools: customToolNames(call.request) };
  const usage = fromGeminiUsage(response.usageMetadata);
  const tier = serviceTierOf(response.usageMetadata);
  const extensions = {
    ...(tier !== undefined && { service_tier: tier }),
    ...toExtraContent(responseExtras(response)),
  };
  return {
    ...identityOf(response),
    choices: toChoices(response, context),
    ...(usage && { usage }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}

/** Who answered, under which id, and when. */
export function identityOf(
  response: GeminiResponse,
): Pick<ChatResponse, 'id' | 'model' | 'created'> {
  const created = Date.parse(response.createTime ?? '');
  return {
    ...(response.responseId && { id: response.responseId }),
    ...(response.modelVersion && { model: response.modelVersion }),
    ...(!Number.isNaN(created) && { created: Math.floor(created / 1_000) }),
  };
}

function toChoices(response: GeminiResponse, context: AnswerContext): ChatChoice[] {
  const candidates = response.candidates ?? [];
  const refusal = promptBlock(response);
  if (candidates.length === 0 && refusal !== undefined)
    return [
      {
        index: 0,
        message: { role: 'assistant', parts: [{ type: 'refusal', text: refusal }] },
        finishReason: 'content_filter',
      },
    ];
  if (candidates.length === 0)
    throw invalidResponse(context.provider, 'it has no candidates and no reason for that');
  return candidates.map((candidate, place) => toChoice(candidate, place, context));
}

function toChoice(candidate: GeminiCandidate, place: number, context: AnswerContext): ChatChoice {
  const { parts, messageExtensions } = toMessage(candidate, context);
  const hasToolCalls = parts.some((part) => part.type === 'tool-call');
  const logprobs = fromGeminiLogprobs(candidate.logprobsResult);
  const native = nativeFinishReason(candidate);
  const choiceExtensions = {
    ...(native !== undefined && { native_finish_reason: native }),
    ...toExtraContent(candidateExtras(candidate)),
  };
  return {
    index: candidate.index ?? place,
    message: { role: 'assistant', parts },
    finishReason: mapFinishReason(candidate, hasToolCalls, context.provider),
    ...(logprobs && { logprobs }),
    ...(messageExtensions && { messageExtensions }),
    ...(Object.keys(choiceExtensions).length > 0 && { choiceExtensions }),
  };
}

function toMessage(
  candidate: GeminiCandidate,
  context: AnswerContext,
): {
  readonly parts: AssistantPart[];
  readonly messageExtensions?: Readonly<Record<string, unknown>>;
} {
  const parts: AssistantPart[] = [];
  let fields: Readonly<Record<string, unknown>> | undefined;
  for (const wire of candidate.content?.parts ?? []) {
    const part = readGeminiPart(wire, context);
    if (part.type === 'other') fields = mergeMessageFields(fields, part.fields);
    else for (const piece of toPieces(part)) join(parts, piece);
  }
  return { parts, ...(fields && { messageExtensions: fields }) };
}

type SpokenPart = Exclude<ReturnType<typeof readGeminiPart>, { readonly type: 'other' }>;

function toPieces(part: SpokenPart): AssistantPart[] {
  const { signature } = part;
  const format = GEMINI_REASONING_FORMAT;
  switch (part.type) {
    case 'thought':
      return [
        {
          type: 'reasoning',
          text: part.text,
          ...(signature !== undefined && { signature, format }),
        },
      ];
    case 'text': {
      const text: AssistantPart = { type: 'text', text: part.text };
      if (signature === undefined) return [text];
      return [{ type: 'reasoning', text: '', encrypted: signature, format }, text];
    }
    case 'call':
      return [
        {
          type: 'tool-call',
          id: part.id,
          name: part.name,
          arguments: part.arguments,
          kind: part.kind,
          ...(signature !== undefined && { providerMetadata: toSignatureMetadata(signature) }),
        },
      ];
    default:
      return part satisfies never;
  }
}

/** Neighbouring pieces of one text are one part; a signed thought is closed. */
function join(parts: AssistantPart[], piece: AssistantPart): void {
  const last = parts.at(-1);
  if (piece.type === 'text') {
    if (piece.text === '') return;
    if (last?.type === 'text') {
      parts[parts.length - 1] = { ...last, text: last.text + piece.text };
      return;
    }
  }
  if (piece.type === 'reasoning' && last?.type === 'reasoning' && piece.encrypted === undefined) {
    if (last.signature === undefined && last.encrypted === undefined) {
      parts[parts.length - 1] = { ...last, ...piece, text: last.text + piece.text };
      return;
    }
  }
  parts.push(piece);
}
