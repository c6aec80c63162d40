import { setTimeout as sleep } from 'node:timers/promises';
import { ChatFailure } from './chat-failure.js';
import type { Asker, LoadJournal } from './load-journal.js';
import type { LoadPlan } from './load-plan.js';

/** Sends a short chat, waits, and so on. */
export async function askPlainly(
  asker: Asker,
  { plainPauseMs }: LoadPlan,
  journal: LoadJournal,
  stopped: AbortSignal,
): Promise<void> {
  for (let number = 0; !stopped.aborted; number += 1) {
    const content = `question ${number}`;
    const body = { model: 'simulator/echo', messages: [{ role: 'user', content }] } as const;
    await journal.record(
      'plain',
      asker,
      () => asker.client.ask(body, false),
      ({ text }) => {
        if (!text.includes(`"${content}"`)) throw new ChatFailure(`wrong answer: ${text}`);
      },
    );
    await sleep(plainPauseMs * (0.5 + Math.random()));
  }
}
