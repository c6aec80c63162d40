/** What tools may read of a session: the data that its application put there. */
export abstract class SessionContexts {
  /** Throws `session_not_found`, also for somebody else's session, and `session_store_unavailable`. */
  abstract contextOf(id: string, owner: string): Promise<Readonly<Record<string, unknown>>>;
}
