import type { Envelope } from './envelope.js';
import { eventsOf } from './read-events.js';

export interface PostOptions {
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
  /** Joined with model, messages and `stream`. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A chat request as any HTTP client sends it: no SDK, no retries. */
export function postChat(
  gateway: { readonly url: string },
  { model }: { readonly model: string },
  { stream = false, signal, body, headers }: PostOptions = {},
): Promise<Response> {
  const messages = [{ role: 'user', content: 'Hi' }];
  return fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model, messages, ...(stream && { stream }), ...body }),
    ...(signal && { signal }),
  });
}

/** What a stream said until it ended, and how. */
export interface ReadStream {
  readonly text: string;
  /** `[DONE]` came: the client takes what it has for the whole answer. */
  readonly done: boolean;
  /** The error of the last event. */
  readonly error: Envelope['error'] | undefined;
}

/** Reads a stream to its end, as it stands on the wire. */
export async function readStream(response: Response): Promise<ReadStream> {
  let text = '';
  let done = false;
  let error: ReadStream['error'];
  for (const event of eventsOf(await response.text())) {
    if (event.startsWith(':')) continue;
    const data = event.slice('data: '.length);
    if (error) throw new Error(`After the error came ${data}`);
    if (data === '[DONE]') {
      done = true;
      continue;
    }
    const chunk = JSON.parse(data) as StreamChunk;
    error = chunk.error;
    text += chunk.choices?.[0]?.delta.content ?? '';
  }
  return { text, done, error };
}

interface StreamChunk {
  readonly error?: Envelope['error'];
  readonly choices?: readonly { readonly delta: { readonly content?: string | null } }[];
}
