import type { ModelEntry } from 'llm-gateway/contracts';

/** A model in `GET /models`; beside the id every vendor has its own words. */
interface WireModel {
  readonly id?: string;
  readonly type?: string;
  readonly context_length?: number;
  readonly context_window?: number;
  readonly max_context_length?: number;
  readonly max_model_len?: number;
  readonly max_completion_tokens?: number;
  readonly top_provider?: { readonly max_completion_tokens?: number | null } | null;
  readonly architecture?: { readonly input_modalities?: readonly string[] } | null;
  readonly capabilities?: { readonly vision?: boolean; readonly completion_chat?: boolean } | null;
}

/** Reads a list of models: OpenAI's page (reference/protocols.md 1.7), or a bare array (Together). */
export function fromModelList(wire: object): ModelEntry[] {
  const { data } = wire as { data?: unknown };
  const list = Array.isArray(wire) ? wire : Array.isArray(data) ? data : [];
  return (list as readonly WireModel[])
    .filter((model) => typeof model?.id === 'string' && model.id !== '')
    .filter(({ id, type = '' }) => !OTHER_KINDS.test(`${type} ${id}`))
    .map(readModel);
}

function readModel(model: WireModel): ModelEntry {
  const contextWindow =
    model.context_length ?? model.context_window ?? model.max_context_length ?? model.max_model_len;
  const maximumOutput = model.max_completion_tokens ?? model.top_provider?.max_completion_tokens;
  const images =
    model.architecture?.input_modalities?.includes('image') ?? model.capabilities?.vision;
  const embeddings = model.type === 'embedding' || /(^|[-/])(text-)?embed/i.test(model.id ?? '');
  return {
    match: model.id ?? '',
    listed: true,
    ...(isPositive(contextWindow) && { contextWindow }),
    ...(isPositive(maximumOutput) && { maximumOutput }),
    ...(images !== undefined && { images }),
    ...(embeddings && { embeddings }),
  };
}

/** Vendors list models for other endpoints as well, which the gateway does not have. */
const OTHER_KINDS =
  /^(image|audio|video|moderation|rerank|transcribe)\b|gpt-image|\b(moderation|rerank|transcribe|realtime|whisper|tts|dall-e|sora|ocr)\b/i;

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}
