/** The braces put both keys of a session into one slot of a cluster. */
export function sessionKeys(id: string): [session: string, messages: string] {
  return [`llm-gateway:{${id}}:session`, `llm-gateway:{${id}}:messages`];
}

export function ownerKey(owner: string): string {
  return `llm-gateway:sessions-of:${owner}`;
}
