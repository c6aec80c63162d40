import type { ChatCall } from 'llm-gateway/contracts';
import { geminiOptionsOf } from './gemini.options.js';
import type { GeminiRequest } from './gemini.wire.js';
import { readNativeOptions } from './read-native-options.js';
import { toGeminiContents } from './to-gemini-contents.js';
import { toGeminiTools } from './to-gemini-tools.js';
import { toGenerationConfig } from './to-generation-config.js';

/** The body of `generateContent`, with or without streaming (reference/protocols.md 4.1). */
export function toGeminiRequest(call: ChatCall): GeminiRequest {
  const native = readNativeOptions(call);
  const generationConfig = { ...toGenerationConfig(call), ...native.generationConfig };
  const safetySettings =
    native.safetySettings ?? geminiOptionsOf(call.provider).safetySettings ?? undefined;
  reportIgnored(call);
  return {
    ...toGeminiContents(call),
    ...toGeminiTools(call),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
    ...(safetySettings !== undefined && { safetySettings }),
    ...(native.cachedContent !== undefined && { cachedContent: native.cachedContent }),
    ...toServiceTier(call),
    ...toStore(call),
  };
}

/** Where a model is asked: `models/` unless the name has a collection of its own (`tunedModels/x`). */
export function toMethodPath(model: string, apiVersion: string, method: string): string {
  const name = model.includes('/') ? model : `models/${model}`;
  return `/${apiVersion}/${name.split('/').map(encodeURIComponent).join('/')}:${method}`;
}

function toServiceTier({ request, scope }: ChatCall): Pick<GeminiRequest, 'serviceTier'> {
  switch (request.serviceTier) {
    case undefined:
    case 'auto':
      return {};
    case 'default':
    case 'standard':
      return { serviceTier: 'standard' };
    case 'flex':
      return { serviceTier: 'flex' };
    case 'priority':
    case 'fast':
      return { serviceTier: 'priority' };
    default:
      scope.ignoredParameters.add('service_tier');
      return {};
  }
}

/** Both vendors mean: keep request and answer in the account's log. */
function toStore({ request }: ChatCall): Pick<GeminiRequest, 'store'> {
  const { store } = request.openaiOptions;
  return typeof store === 'boolean' ? { store } : {};
}

const HONOURED_OPTIONS = new Set(['store', 'modalities']);

function reportIgnored({ request, scope }: ChatCall): void {
  const { ignoredParameters: ignored } = scope;
  if (request.logitBias) ignored.add('logit_bias');
  if (request.verbosity !== undefined) ignored.add('verbosity');
  if (request.user !== undefined) ignored.add('user');
  if (request.metadata) ignored.add('metadata');
  for (const name of Object.keys(request.openaiOptions))
    if (!HONOURED_OPTIONS.has(name)) ignored.add(name);
}
