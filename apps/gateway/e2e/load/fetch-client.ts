import { postChat, readStream } from '../support/post-chat.js';
import type { ChatAnswer, ChatBody, ChatClient } from './chat-client.js';
import { ChatFailure } from './chat-failure.js';

interface Completion {
  readonly choices: readonly { readonly message: { readonly content: string } }[];
}

/** undici's fetch, over connections that it keeps. */
export class FetchClient implements ChatClient {
  readonly name = 'fetch';

  constructor(private readonly gateway: { readonly url: string }) {}

  async ask(body: ChatBody, stream: boolean, idempotencyKey?: string): Promise<ChatAnswer> {
    const headers = { ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }) };
    const response = await postChat(this.gateway, body, { stream, body, headers }).catch(noAnswer);
    if (response.status !== 200) throw await refusal(response);
    const text = stream ? await streamed(response) : await whole(response);
    return { text, isReplayed: response.headers.has('idempotent-replayed') };
  }
}

function noAnswer(error: Error): never {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  throw new ChatFailure(`no answer: ${cause?.code ?? cause?.message ?? error.message}`);
}

async function refusal(response: Response): Promise<ChatFailure> {
  const text = await response.text();
  const code = /"code":"([a-z_]+)"/.exec(text)?.[1] ?? 'of the proxy';
  return new ChatFailure(
    `${response.status} ${code}`,
    response.headers.get('retry-after') ?? undefined,
  );
}

async function whole(response: Response): Promise<string> {
  const answer = (await response.json().catch(() => {
    throw new ChatFailure('answer cut');
  })) as Completion;
  return answer.choices[0]!.message.content;
}

async function streamed(response: Response): Promise<string> {
  const stream = await readStream(response).catch(() => {
    throw new ChatFailure('stream cut');
  });
  if (stream.error) throw new ChatFailure(`stream with error ${stream.error.code}`);
  if (!stream.done) throw new ChatFailure('stream without [DONE]');
  return stream.text;
}
