import type { Provider, StreamPart } from 'llm-gateway/contracts';
import { parseUpstreamJson } from '../../upstream/parse-upstream-json.js';
import { interrupted } from '../../upstream/start-stream.js';
import { toToolCall } from './from-ollama-response.js';
import { mapOllamaStreamError } from './map-ollama-error.js';
import { mapOllamaLogprobs } from './map-ollama-logprobs.js';
import { mintToolCallId } from '../../upstream/mint-tool-call-id.js';
import type { OllamaChatResponse } from './ollama.wire.js';
import {
  readChoiceExtensions,
  readCreated,
  readExtensions,
  readFinishReason,
  readMessageExtensions,
  readUsage,
} from './read-ollama-answer.js';

/**
 * Lines of an `/api/chat` stream to parts (reference/protocols.md 4.2). The line with `done: true`
 * ends the answer; a line `{"error": "..."}` or an end without `done` is a failure.
 */
export async function* fromOllamaStream(
  lines: AsyncIterable<string>,
  provider: Provider,
  mintId: () => string = mintToolCallId,
): AsyncGenerator<StreamPart, void, undefined> {
  const answer = new OllamaAnswer(provider, mintId);
  try {
    for await (const text of lines) {
      // After the last line only the end of the body is awaited, so that the connection is kept.
      if (answer.done) continue;
      yield* answer.read(parseUpstreamJson<OllamaChatResponse>(text, provider));
    }
  } catch (error) {
    if (!answer.done) throw error;
  }
  if (!answer.done) throw interrupted(provider);
}

class OllamaAnswer {
  done = false;
  #started = false;
  #reasoningOpen = false;
  #reasoningIndex = 0;
  #toolCalls = 0;
  /** Extension fields as last sent, so that a field on every line is told once. */
  readonly #told = new Map<string, string>();

  constructor(
    private readonly provider: Provider,
    private readonly mintId: () => string,
  ) {}

  *read(line: OllamaChatResponse): Generator<StreamPart> {
    if (line.error) throw mapOllamaStreamError(line, this.provider);
    const extensions = this.#news(readExtensions(line));
    if (!this.#started) {
      this.#started = true;
      yield* this.#start(line, line.done ? undefined : extensions);
    } else if (extensions && !line.done) {
      yield { type: 'extension-delta', fields: extensions };
    }
    yield* this.#content(line);
    if (line.done) yield* this.#end(line, extensions);
  }

  *#start(line: OllamaChatResponse, extensions?: Record<string, unknown>): Generator<StreamPart> {
    const created = readCreated(line.created_at);
    yield {
      type: 'response-start',
      ...(line.model && { model: line.model }),
      ...(created !== undefined && { created }),
      ...(extensions && { extensions }),
    };
  }

  *#content({ message, logprobs: wireLogprobs }: OllamaChatResponse): Generator<StreamPart> {
    if (message?.thinking) {
      this.#reasoningOpen = true;
      const index = this.#reasoningIndex;
      yield { type: 'reasoning-delta', choice: 0, index, text: message.thinking };
    }
    const logprobs = mapOllamaLogprobs(wireLogprobs);
    if (message?.content) yield* this.#endReasoning();
    // Probabilities also come for tokens that the server holds back while it looks for tool calls.
    if (message?.content || logprobs)
      yield {
        type: 'text-delta',
        choice: 0,
        text: message?.content ?? '',
        ...(logprobs && { logprobs }),
      };
    for (const call of message?.tool_calls ?? []) {
      yield* this.#endReasoning();
      const { id, name, arguments: text, kind } = toToolCall(call, this.provider, this.mintId);
      const index = this.#toolCalls++;
      yield { type: 'tool-call-start', choice: 0, index, id, name, kind };
      yield { type: 'tool-call-delta', choice: 0, index, arguments: text };
      yield { type: 'tool-call-end', choice: 0, index };
    }
    const fields = message && readMessageExtensions(message);
    if (fields) yield { type: 'extension-delta', choice: 0, place: 'delta', fields };
  }

  *#end(line: OllamaChatResponse, extensions?: Record<string, unknown>): Generator<StreamPart> {
    this.done = true;
    yield* this.#endReasoning();
    const fields = readChoiceExtensions(line.done_reason);
    if (fields) yield { type: 'extension-delta', choice: 0, place: 'choice', fields };
    const finishReason = readFinishReason(line.done_reason, this.#toolCalls > 0);
    yield { type: 'choice-end', choice: 0, finishReason };
    const usage = readUsage(line);
    yield { type: 'response-end', ...(usage && { usage }), ...(extensions && { extensions }) };
  }

  *#endReasoning(): Generator<StreamPart> {
    if (!this.#reasoningOpen) return;
    this.#reasoningOpen = false;
    yield { type: 'reasoning-end', choice: 0, index: this.#reasoningIndex++ };
  }

  #news(fields: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
    const fresh = Object.entries(fields ?? {}).filter(([key, value]) => {
      const text = JSON.stringify(value);
      if (this.#told.get(key) === text) return false;
      this.#told.set(key, text);
      return true;
    });
    return fresh.length > 0 ? Object.fromEntries(fresh) : undefined;
  }
}
