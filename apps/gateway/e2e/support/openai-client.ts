import OpenAI from 'openai';
import type { GatewayUnderTest } from './gateway-under-test.js';

/** The official client as an application sets it up; without its retries unless told otherwise. */
export function openaiClient(gateway: GatewayUnderTest, maxRetries = 0): OpenAI {
  return new OpenAI({ apiKey: 'client-key', baseURL: `${gateway.url}/v1`, maxRetries });
}

/** One user message that says "Hi". */
export const HI: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hi' }];
