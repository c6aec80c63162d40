import type { ChatCall } from 'llm-gateway/contracts';
import type { GeminiGenerationConfig, GeminiRequest } from './gemini.wire.js';

type NativeOptions = Pick<GeminiRequest, 'safetySettings' | 'cachedContent'> & {
  readonly generationConfig?: GeminiGenerationConfig;
};

/**
 * Gemini's own settings, as clients of Google's OpenAI endpoint send them: under `google`, or under
 * `extra_body.google`, in snake case or camel case; and `top_k`. All else is reported.
 */
export function readNativeOptions({ request, scope }: ChatCall): NativeOptions {
  const { top_k: topK, google, extra_body: extraBody, ...unknown } = request.unknownFields;
  for (const name of Object.keys(unknown)) scope.ignoredParameters.add(name);
  if (topK !== undefined && typeof topK !== 'number') scope.ignoredParameters.add('top_k');
  for (const name of Object.keys(asObject(extraBody)))
    if (name !== 'google') scope.ignoredParameters.add(`extra_body.${name}`);

  const settings = { ...asObject(google), ...asObject(asObject(extraBody)['google']) };
  let native: NativeOptions = {};
  let config: GeminiGenerationConfig = typeof topK === 'number' ? { topK } : {};
  for (const [name, value] of Object.entries(settings)) {
    switch (toSnakeCase(name)) {
      case 'safety_settings':
        native = { ...native, safetySettings: value };
        break;
      case 'cached_content':
        native = { ...native, cachedContent: String(value) };
        break;
      case 'thinking_config':
        config = { ...config, thinkingConfig: toCamelCaseKeys(asObject(value)) };
        break;
      default:
        scope.ignoredParameters.add(`google.${name}`);
    }
  }
  return Object.keys(config).length > 0 ? { ...native, generationConfig: config } : native;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toCamelCaseKeys(
  object: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
