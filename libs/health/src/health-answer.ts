/** An answer of a health route, ready to be sent. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly json: string;
}
