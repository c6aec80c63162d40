export interface DrainOptions {
  /** False where no load balancer has to learn of the end first: a person waits at a terminal. */
  readonly withDelay: boolean;
}

/** What serves requests, and can come to an end without losing one. */
export interface Drainable {
  /** Resolves when all has ended. Called again it changes nothing, but may cut the delay short. */
  drain(options: DrainOptions): Promise<void>;
}
