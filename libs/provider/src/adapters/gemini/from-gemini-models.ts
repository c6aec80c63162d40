import type { ModelEntry } from 'llm-gateway/contracts';
import type { GeminiModel, GeminiModelList } from './gemini.wire.js';

/** The models of one page that chat or embed; others (images, video) are not for this gateway. */
export function fromGeminiModels({ models }: GeminiModelList): ModelEntry[] {
  return (models ?? []).flatMap((model) => {
    const chats = offers(model, 'generateContent');
    const embeds = offers(model, 'embedContent');
    if (!model.name || !(chats || embeds)) return [];
    return [
      {
        match: model.name.replace(/^models\//, ''),
        listed: true,
        ...(model.inputTokenLimit && { contextWindow: model.inputTokenLimit }),
        ...(model.outputTokenLimit && chats && { maximumOutput: model.outputTokenLimit }),
        ...(!chats && { embeddings: true }),
      },
    ];
  });
}

function offers({ supportedGenerationMethods }: GeminiModel, method: string): boolean {
  return supportedGenerationMethods?.includes(method) ?? false;
}
