/** How one file stands, as `GET /health/detailed` tells it. */
export interface FileState {
  readonly path: string;
  /** `refused`: what stands in it now is not what is in effect. */
  readonly state: 'absent' | 'loaded' | 'refused';
  /** When what is in effect was read; absent without a file. */
  readonly loadedAt?: Date;
  /** Why it is refused. */
  readonly fault?: string;
}

export type ReloadResult = 'loaded' | 'refused';
