/** What the workers of one pod answered to a question. */
export interface PeerAnswers {
  /** Plain JSON, one for each worker that answered, the asking one included. */
  readonly answers: readonly unknown[];
  /** Workers that did not answer in time. */
  readonly missing: number;
}

/**
 * The workers that share this process's port, itself included. Provided where there are several; a
 * process that is alone has none.
 */
export abstract class WorkerPeers {
  /** Memory that all processes of the pod have resident together, in bytes; some seconds old at most. */
  abstract get residentBytes(): number;

  /** @param answer called for each such question of any worker; it gives plain JSON */
  abstract answer(question: string, answer: () => Promise<unknown>): void;

  /** Resolves when all have answered, or after so many milliseconds. Never rejects. */
  abstract ask(question: string, withinMs: number): Promise<PeerAnswers>;
}
