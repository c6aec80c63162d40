import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SessionsClient } from '../support/sessions-client.js';
import type { ChatAnswer, ChatBody } from './chat-client.js';
import { ChatFailure } from './chat-failure.js';
import type { Asker, LoadJournal } from './load-journal.js';
import type { LoadPlan } from './load-plan.js';

/** A turn whose answer the client saw whole. */
export interface SeenTurn {
  readonly question: string;
  readonly answer: string;
}

const TOOLS = [{ type: 'function', function: { name: 'semantic_search' } }];

/** One client's session, with a tool loop in each turn. Some turns have a key, and are asked twice. */
export class Conversation {
  readonly complete: SeenTurn[] = [];
  /** Turns that failed: the gateway may have stored them, whole or not at all. */
  readonly unknown: string[] = [];

  private constructor(
    readonly id: string,
    private readonly asker: Asker,
  ) {}

  static async begin(asker: Asker): Promise<Conversation> {
    const { id } = await new SessionsClient(asker).create();
    return new Conversation(id, asker);
  }

  async talk(plan: LoadPlan, journal: LoadJournal, stopped: AbortSignal): Promise<void> {
    for (let number = 0; !stopped.aborted; number += 1) {
      const question = `turn ${number}: use semantic_search`;
      const key = number % 3 === 0 ? randomUUID() : undefined;
      const ask = () => this.#ask(question, number % 2 > 0, key);
      const answer = await journal.record('turn', this.asker, ask, expectFinding);
      if (!answer) this.unknown.push(question);
      else {
        this.complete.push({ question, answer: answer.text });
        if (key !== undefined)
          await journal.record('turn', this.asker, ask, (again) => expectReplay(answer, again));
      }
      await sleep(plan.turnPauseMs * (0.5 + Math.random()));
    }
  }

  #ask(question: string, stream: boolean, key: string | undefined): Promise<ChatAnswer> {
    const body: ChatBody = {
      model: 'simulator/echo?latency_ms=100',
      messages: [{ role: 'user', content: question }],
      session_id: this.id,
      tools: TOOLS,
      tool_execution: 'gateway',
    };
    return this.asker.client.ask(body, stream, key);
  }
}

function expectFinding({ text }: ChatAnswer): void {
  if (!text.includes('semantic_search')) throw new ChatFailure(`wrong answer: ${text}`);
}

function expectReplay(first: ChatAnswer, again: ChatAnswer): void {
  if (!again.isReplayed || again.text !== first.text)
    throw new ChatFailure(`not replayed: ${again.text}`);
}
