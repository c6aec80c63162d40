/** The braces put all keys of a session into one slot of a cluster. */
export function sessionKeys(id: string): [session: string, messages: string, waiting: string] {
  const prefix = `llm-gateway:{${id}}`;
  return [`${prefix}:session`, `${prefix}:messages`, `${prefix}:waiting`];
}

export function ownerKey(owner: string): string {
  return `llm-gateway:sessions-of:${owner}`;
}
