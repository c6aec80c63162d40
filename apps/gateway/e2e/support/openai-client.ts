import OpenAI from 'openai';

/** The official client as an application sets it up; without its retries unless told otherwise. */
export function openaiClient(gateway: { readonly url: string }, maxRetries = 0): OpenAI {
  return new OpenAI({ apiKey: 'client-key', baseURL: `${gateway.url}/v1`, maxRetries });
}

/** One user message that says "Hi". */
export const HI: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hi' }];
