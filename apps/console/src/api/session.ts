import { requestJson, sendRequest } from './send-request.js';

export interface SessionSummary {
  readonly id: string;
  /** Unix seconds, as all times of a session. */
  readonly created_at: number;
  readonly expires_at: number;
  readonly ttl_seconds: number;
  readonly message_count: number;
  readonly context: Readonly<Record<string, unknown>>;
  readonly system?: string;
  readonly model?: string;
}

/** In OpenAI's chat format: content may be text, a list of parts, or nothing beside tool calls. */
export interface SessionMessage {
  readonly id: string;
  readonly created_at: number;
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly unknown[];
}

export interface Session extends SessionSummary {
  readonly messages: readonly SessionMessage[];
  readonly has_more: boolean;
}

export interface SessionPage {
  readonly data: readonly SessionSummary[];
  readonly has_more: boolean;
}

const SESSIONS_ON_A_PAGE = 25;
const MESSAGES_ON_A_PAGE = 50;
const BEFORE_THE_FIRST = 'msg_0';

/** @param after the last session of the page before */
export function listSessions(after?: string): Promise<SessionPage> {
  return requestJson(`/v1/sessions?${page(SESSIONS_ON_A_PAGE, after)}`);
}

/** From the first message on. @param after the last message of the page before */
export function readSession(id: string, after = BEFORE_THE_FIRST): Promise<Session> {
  return requestJson(`${pathOf(id)}?${page(MESSAGES_ON_A_PAGE, after)}`);
}

export function createSession(): Promise<SessionSummary> {
  return requestJson('/v1/sessions', { method: 'POST', body: {} });
}

export async function deleteSession(id: string): Promise<void> {
  await sendRequest(pathOf(id), { method: 'DELETE' });
}

function pathOf(id: string): string {
  return `/v1/sessions/${encodeURIComponent(id)}`;
}

function page(limit: number, after: string | undefined): URLSearchParams {
  return new URLSearchParams({ limit: String(limit), ...(after !== undefined && { after }) });
}
