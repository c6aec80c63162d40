import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { tool, type LanguageModel } from 'ai';
import { z } from 'zod';
import type { GatewayUnderTest } from './gateway-under-test.js';

// Otherwise it writes its warnings about models to the console.
Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });

/** A model of the gateway as Vercel's AI SDK sees it. */
export function aiSdkModel(gateway: GatewayUnderTest, model: string): LanguageModel {
  const provider = createOpenAICompatible({
    name: 'llm-gateway',
    baseURL: `${gateway.url}/v1`,
    apiKey: 'client-key',
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  return provider(model);
}

export function aiSdkEmbeddings(gateway: GatewayUnderTest, model: string) {
  const provider = createOpenAICompatible({
    name: 'llm-gateway',
    baseURL: `${gateway.url}/v1`,
    apiKey: 'client-key',
  });
  return provider.embeddingModel(model);
}

/** Tools that say what they were called with. */
export const aiSdkTools = {
  search: tool({
    description: 'Searches.',
    inputSchema: z.object({ query: z.string() }),
    execute: async ({ query }) => `found ${query}`,
  }),
  clock: tool({
    description: 'Tells the time.',
    inputSchema: z.object({}),
    execute: async () => 'noon',
  }),
};
