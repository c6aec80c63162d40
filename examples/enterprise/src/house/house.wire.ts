/** `POST /generate` of the house's own server: text only, whole answers only. */
export interface HouseRequest {
  readonly model: string;
  readonly turns: readonly HouseTurn[];
  /** Tokens of the reply. */
  readonly limit?: number;
  readonly temperature?: number;
}

export interface HouseTurn {
  readonly speaker: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** What comes back; nothing of it is taken on trust. */
export interface HouseResponse {
  readonly reply?: unknown;
  /** False: the limit cut the reply. */
  readonly complete?: unknown;
  readonly tokens_in?: unknown;
  readonly tokens_out?: unknown;
}
