/** Public name of a message: `msg_` and its position in the session, from 1. */
export function messageId(position: number): string {
  return `msg_${position}`;
}

/** Position that a message id names; undefined for anything else. `msg_0` stands before the first. */
export function messagePosition(id: string): number | undefined {
  const [, digits] = /^msg_(0|[1-9]\d{0,14})$/.exec(id) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
