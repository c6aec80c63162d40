import type { AssistantPart, ChatResponse, Provider, ToolCallPart } from 'llm-gateway/contracts';
import { invalidResponse } from '../../upstream/parse-upstream-json.js';
import { interrupted } from '../../upstream/start-stream.js';
import { mapOllamaStreamError } from './map-ollama-error.js';
import { mapOllamaLogprobs } from './map-ollama-logprobs.js';
import { mintToolCallId } from '../../upstream/mint-tool-call-id.js';
import type { OllamaChatResponse, OllamaToolCall } from './ollama.wire.js';
import {
  readChoiceExtensions,
  readCreated,
  readExtensions,
  readFinishReason,
  readMessageExtensions,
  readUsage,
} from './read-ollama-answer.js';

/** A whole `/api/chat` answer to canonical form (reference/protocols.md 4.2). */
export function fromOllamaResponse(
  response: OllamaChatResponse,
  provider: Provider,
  mintId: () => string = mintToolCallId,
): ChatResponse {
  if (response.error) throw mapOllamaStreamError(response, provider);
  const { message, model } = response;
  if (!message) throw invalidResponse(provider, "it has no 'message'");
  if (response.done === false) throw interrupted(provider);
  const toolCalls = (message.tool_calls ?? []).map((call) => toToolCall(call, provider, mintId));
  const parts: AssistantPart[] = [];
  if (message.thinking) parts.push({ type: 'reasoning', text: message.thinking });
  if (message.content) parts.push({ type: 'text', text: message.content });
  parts.push(...toolCalls);
  const created = readCreated(response.created_at);
  const usage = readUsage(response);
  const extensions = readExtensions(response);
  const logprobs = mapOllamaLogprobs(response.logprobs);
  const messageExtensions = readMessageExtensions(message);
  const choiceExtensions = readChoiceExtensions(response.done_reason);
  return {
    ...(model && { model }),
    ...(created !== undefined && { created }),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', parts },
        finishReason: readFinishReason(response.done_reason, toolCalls.length > 0),
        ...(logprobs && { logprobs }),
        ...(messageExtensions && { messageExtensions }),
        ...(choiceExtensions && { choiceExtensions }),
      },
    ],
    ...(usage && { usage }),
    ...(extensions && { extensions }),
  };
}

/** Ollama's arguments are an object; ours are its JSON text. Ids are minted where there are none. */
export function toToolCall(
  call: OllamaToolCall,
  provider: Provider,
  mintId: () => string,
): ToolCallPart {
  const name = call.function?.name;
  if (!name) throw invalidResponse(provider, 'a tool call has no name');
  const values = call.function?.arguments ?? {};
  return {
    type: 'tool-call',
    id: call.id || mintId(),
    name,
    arguments: typeof values === 'string' ? values || '{}' : JSON.stringify(values),
    kind: 'function',
  };
}
