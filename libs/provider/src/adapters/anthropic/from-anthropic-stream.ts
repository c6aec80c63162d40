import type { Provider, StreamPart } from 'llm-gateway/contracts';
import { interrupted } from '../../upstream/start-stream.js';
import type { AnthropicReading } from './anthropic-encoding.js';
import { toUsage } from './anthropic-usage.js';
import type { AnthropicEvent, AnthropicMessage } from './anthropic.wire.js';
import { BlockReader } from './block-reader.js';
import { extensionsOf } from './from-anthropic-response.js';
import { mapAnthropicStreamError } from './map-anthropic-error.js';
import { mapStopReason, stopDetailsOf } from './map-stop-reason.js';
import { MessageCollector } from './message-collector.js';

/** Translates the events of one response as they come (reference/protocols.md 3.3, 3.7). */
export async function* fromAnthropicStream(
  events: AsyncIterable<AnthropicEvent>,
  reading: AnthropicReading,
  provider: Provider,
): AsyncGenerator<StreamPart> {
  const decoder = new AnthropicStreamDecoder(reading, provider);
  const message = yield* decoder.read(events);
  yield* decoder.end(message);
}

/** Keeps what goes on from one response to the next when a turn takes several. */
export class AnthropicStreamDecoder {
  readonly #blocks: BlockReader;
  #hasStarted = false;

  constructor(
    reading: AnthropicReading,
    private readonly provider: Provider,
  ) {
    this.#blocks = new BlockReader(reading, provider);
  }

  /**
   * Translates one response and returns its message. Throws `provider_stream_interrupted` when it
   * ends before `message_stop`, and the mapped error when it tells one.
   */
  async *read(
    events: AsyncIterable<AnthropicEvent>,
  ): AsyncGenerator<StreamPart, AnthropicMessage, undefined> {
    const collector = new MessageCollector(this.provider);
    for await (const event of events) yield* this.#translate(event, collector);
    if (!collector.isComplete) throw interrupted(this.provider);
    return collector.message;
  }

  /** Closes the answer; `message` is the last of the turn, with the usage of all. */
  *end(message: AnthropicMessage): Generator<StreamPart> {
    const finishReason = mapStopReason(message.stop_reason, this.#blocks.hasToolCalls);
    yield* this.#blocks.end(finishReason);
    const refusal = message.stop_reason === 'refusal' && message.stop_details?.explanation;
    if (refusal) yield { type: 'refusal-delta', choice: 0, text: refusal };
    const fields = stopDetailsOf(message);
    if (Object.keys(fields).length > 0)
      yield { type: 'extension-delta', choice: 0, place: 'choice', fields };
    yield { type: 'choice-end', choice: 0, finishReason };
    const usage = toUsage(message.usage);
    yield { type: 'response-end', ...(usage && { usage }) };
  }

  *#translate(event: AnthropicEvent, collector: MessageCollector): Generator<StreamPart> {
    const index = event.index ?? 0;
    switch (event.type) {
      case 'message_start': {
        const message = event.message ?? {};
        if (!collector.start(message)) return;
        yield* this.#start(message);
        for (const block of message.content ?? []) yield* this.#blocks.whole(block);
        return;
      }
      case 'content_block_start':
        yield* this.#start({});
        yield* this.#blocks.open(index, collector.openBlock(index, event.content_block ?? {}));
        return;
      case 'content_block_delta':
        yield* this.#start({});
        yield* this.#blocks.extend(index, event.delta ?? {}, collector);
        return;
      case 'content_block_stop':
        yield* this.#close(index, collector);
        return;
      case 'message_delta':
        collector.update(event);
        return;
      case 'message_stop':
        // A block whose end was left out ends here.
        for (const open of collector.openIndexes) yield* this.#close(open, collector);
        yield* this.#start({});
        collector.stop();
        return;
      case 'ping':
        return;
      case 'error':
        throw mapAnthropicStreamError(event.error, this.provider);
      default:
        yield* this.#start({});
        yield { type: 'extension-delta', fields: { anthropic_events: [event] } };
    }
  }

  *#start(message: AnthropicMessage): Generator<StreamPart> {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    const extensions = extensionsOf(message);
    yield {
      type: 'response-start',
      ...(message.id && { id: message.id }),
      ...(message.model && { model: message.model }),
      ...(Object.keys(extensions).length > 0 && { extensions }),
    };
  }

  *#close(index: number, collector: MessageCollector): Generator<StreamPart> {
    const block = collector.closeBlock(index);
    if (block) yield* this.#blocks.close(index, block);
  }
}
