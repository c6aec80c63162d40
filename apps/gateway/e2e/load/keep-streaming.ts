import { setTimeout as sleep } from 'node:timers/promises';
import { ChatFailure } from './chat-failure.js';
import type { Asker, LoadJournal } from './load-journal.js';
import type { LoadPlan } from './load-plan.js';
import { streamParts } from './stream-parts.js';

const PAUSE_AFTER_FAILURE_MS = 200;

/** Reads one long stream after the other, each to its last part. */
export async function keepStreaming(
  asker: Asker,
  plan: LoadPlan,
  journal: LoadJournal,
  stopped: AbortSignal,
): Promise<void> {
  // So that streams end at all times and not all at once.
  await sleep(Math.random() * plan.streamParts * plan.streamPartMs);
  const content = streamParts(plan.streamParts).join('');
  for (let number = 0; !stopped.aborted; number += 1) {
    // Every fourth comes from an upstream that speaks OpenAI's format, whose bytes are forwarded.
    const isForwarded = number % 4 === 3;
    const model = isForwarded ? 'openai/gpt-4o' : `simulator/echo?chunk_ms=${plan.streamPartMs}`;
    const expected = isForwarded
      ? content
      : `I read 1 message. The last user message says: "${content}".`;
    const answer = await journal.record(
      'stream',
      asker,
      () => asker.client.ask({ model, messages: [{ role: 'user', content }] }, true),
      ({ text }) => {
        if (text !== expected) throw new ChatFailure(`stream with other parts: ${text}`);
      },
    );
    if (!answer) await sleep(PAUSE_AFTER_FAILURE_MS);
  }
}
