import OpenAI from 'openai';
import { openaiClient } from '../support/openai-client.js';
import type { ChatAnswer, ChatBody, ChatClient } from './chat-client.js';
import { ChatFailure } from './chat-failure.js';

type Parameters = OpenAI.ChatCompletionCreateParamsNonStreaming;

/** The official SDK, without its retries. */
export class OpenAiSdkClient implements ChatClient {
  readonly name = 'openai';
  readonly #sdk: OpenAI;

  constructor(gateway: { readonly url: string }) {
    this.#sdk = openaiClient(gateway);
  }

  async ask(body: ChatBody, stream: boolean, idempotencyKey?: string): Promise<ChatAnswer> {
    const parameters = body as unknown as Parameters;
    const options = {
      headers: { ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }) },
    };
    try {
      if (stream) return await this.#stream(parameters, options);
      const asked = this.#sdk.chat.completions.create(parameters, options);
      const { data, response } = await asked.withResponse();
      return {
        text: data.choices[0]!.message.content ?? '',
        isReplayed: response.headers.has('idempotent-replayed'),
      };
    } catch (error) {
      throw toFailure(error as Error);
    }
  }

  async #stream(parameters: Parameters, options: OpenAI.RequestOptions): Promise<ChatAnswer> {
    const request = { ...parameters, stream: true } as const;
    const { data, response } = await this.#sdk.chat.completions
      .create(request, options)
      .withResponse();
    let text = '';
    let finish: string | null = null;
    for await (const chunk of data) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    // The SDK takes a clean end for the end.
    if (finish === null) throw new ChatFailure('stream without a finish_reason');
    return { text, isReplayed: response.headers.has('idempotent-replayed') };
  }
}

function toFailure(error: Error): Error {
  if (error instanceof ChatFailure) return error;
  if (error instanceof OpenAI.APIConnectionError) {
    const cause = (error.cause as Error | undefined)?.cause as { code?: string } | undefined;
    return new ChatFailure(`no answer: ${cause?.code ?? error.message}`);
  }
  if (error instanceof OpenAI.APIError)
    return error.status === undefined
      ? new ChatFailure(`stream with error ${error.code}`)
      : new ChatFailure(
          `${error.status} ${error.code ?? 'of the proxy'}`,
          error.headers?.get('retry-after') ?? undefined,
        );
  return new ChatFailure(error.message === 'terminated' ? 'stream cut' : String(error));
}
