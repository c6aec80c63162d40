import { contentsFault } from './fake-gemini-contents.js';
import { badKey, fakeGeminiError, invalidArgument } from './fake-gemini-errors.js';
import type { FakeAnswer, RecordedRequest } from './fake-vendor.js';

const MODELS = /^\/v1(?:alpha|beta)?\/models$/;
const METHOD = /^\/v1(?:alpha|beta)?\/models\/([^/:]+):(\w+)$/;

/** What Google answers to a request that it does not take; undefined when it would answer it. */
export function fakeGeminiFault(
  { method, headers, json }: RecordedRequest,
  url: URL,
): FakeAnswer | undefined {
  const [, model, name] = METHOD.exec(url.pathname) ?? [];
  if (method === 'GET' ? !MODELS.test(url.pathname) : !model)
    return { status: 404, headers: { 'content-type': 'text/html' }, frames: ['<html>404'] };
  const key = headers['x-goog-api-key'];
  if (!key)
    return fakeGeminiError(
      403,
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    );
  if (key.includes('invalid')) return badKey();
  if (method === 'GET') return undefined;
  if (model?.startsWith('missing'))
    return fakeGeminiError(
      404,
      `models/${model} is not found for API version v1beta, or is not supported for ${name}. Call ListModels to see the list of available models and their supported methods.`,
    );
  if (typeof json !== 'object' || json === null)
    return invalidArgument('Invalid JSON payload received. Unexpected end of string.');
  const message =
    name === 'batchEmbedContents' ? embedFault(json, model ?? '') : chatFault(json, model ?? '');
  return message === undefined ? undefined : invalidArgument(message);
}

const REQUEST_FIELDS = [
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'generationConfig',
  'safetySettings',
  'cachedContent',
  'serviceTier',
  'store',
  'continuationToken',
];
const CONFIG_FIELDS = [
  'temperature',
  'topP',
  'topK',
  'candidateCount',
  'maxOutputTokens',
  'stopSequences',
  'responseLogprobs',
  'logprobs',
  'presencePenalty',
  'frequencyPenalty',
  'seed',
  'responseMimeType',
  'responseSchema',
  'responseJsonSchema',
  'responseModalities',
  'mediaResolution',
  'speechConfig',
  'thinkingConfig',
];

function chatFault(body: any, model: string): string | undefined {
  const config = body.generationConfig ?? {};
  return (
    unknownField(body, REQUEST_FIELDS, '') ??
    unknownField(config, CONFIG_FIELDS, " at 'generation_config'") ??
    contentsFault(body, model) ??
    toolsFault(body, config, model) ??
    thinkingFault(config.thinkingConfig, model) ??
    configFault(config, model)
  );
}

function unknownField(object: object, known: readonly string[], place: string): string | undefined {
  const name = Object.keys(object).find((field) => !known.includes(field));
  return name === undefined
    ? undefined
    : `Invalid JSON payload received. Unknown name "${name}"${place}: Cannot find field.`;
}

function toolsFault(body: any, config: any, model: string): string | undefined {
  const names: unknown[] = (body.tools ?? []).flatMap((tool: any) =>
    (tool.functionDeclarations ?? []).map((declaration: any) => declaration.name),
  );
  if (!names.every((name) => /^[A-Za-z_][\w.:-]{0,127}$/.test(String(name))))
    return 'Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.';
  const calling = body.toolConfig?.functionCallingConfig;
  if (calling && names.length === 0)
    return 'Function calling config is set without function_declarations.';
  if (calling && !['AUTO', 'ANY', 'NONE', 'VALIDATED'].includes(calling.mode))
    return `Invalid value at 'tool_config.function_calling_config.mode', "${calling.mode}"`;
  const allowed: unknown[] = calling?.allowedFunctionNames ?? [];
  if (allowed.length > 0 && !['ANY', 'VALIDATED'].includes(calling.mode))
    return 'Please set allowed_function_names only when function calling mode is ANY.';
  if (!allowed.every((name) => names.includes(name)))
    return 'allowed_function_names should be a subset of the declared functions.';
  const wantsJson = config.responseMimeType === 'application/json';
  if (wantsJson && calling?.mode === 'ANY')
    return "Forced function calling (ANY mode) with a response mime type: 'application/json' is unsupported";
  if (wantsJson && names.length > 0 && /^gemini-[12]\./.test(model))
    return "Function calling with a response mime type: 'application/json' is unsupported";
  return undefined;
}

const LEVELS = new Set(['MINIMAL', 'LOW', 'MEDIUM', 'HIGH', 'XHIGH']);

function thinkingFault(thinking: any, model: string): string | undefined {
  if (!thinking) return undefined;
  if (/^gemini-(1|2\.0)/.test(model)) return `Thinking is not enabled for models/${model}`;
  const { thinkingBudget: budget, thinkingLevel: level } = thinking;
  if (budget !== undefined && level !== undefined)
    return 'You can only set only one of thinking budget and thinking level.';
  if (level !== undefined && model.startsWith('gemini-2'))
    return 'Thinking level is not supported for this model.';
  if (level !== undefined && !LEVELS.has(level))
    return `Invalid value at 'generation_config.thinking_config.thinking_level', "${level}"`;
  if (level === 'MINIMAL' && /^gemini-(3(\.1)?-pro|3\.[78]-flash$|4)/.test(model))
    return 'Thinking level MINIMAL is not supported for this model. Please retry with other thinking level.';
  if (budget === 0 && model.startsWith('gemini-2.5-pro'))
    return 'Budget 0 is invalid. This model only works in thinking mode.';
  if (budget !== undefined && model.startsWith('gemini-4'))
    return 'Thinking budget is not supported for this model.';
  return undefined;
}

function configFault(config: any, model: string): string | undefined {
  if (config.responseJsonSchema !== undefined && config.responseMimeType !== 'application/json')
    return "Please set response_mime_type to 'application/json' when response_json_schema is set.";
  if ((config.candidateCount ?? 1) > 8) return 'candidate_count must be in the range [1, 8].';
  if (config.logprobs !== undefined && config.responseLogprobs !== true)
    return 'Logprobs is set but response_logprobs is not.';
  if ((config.stopSequences ?? []).length > 5)
    return 'The number of stop sequences must be at most 5.';
  const penalised = config.presencePenalty !== undefined || config.frequencyPenalty !== undefined;
  if (penalised && model.startsWith('gemini-2.5'))
    return `Penalty is not enabled for models/${model}`;
  return undefined;
}

function embedFault({ requests }: any, model: string): string | undefined {
  if (!Array.isArray(requests) || requests.length === 0)
    return '* BatchEmbedContentsRequest.requests: requests must not be empty\n';
  if (requests.length > 100)
    return '* BatchEmbedContentsRequest.requests: at most 100 requests can be in one batch\n';
  const place = requests.findIndex((request: any) => request.model !== `models/${model}`);
  if (place >= 0)
    return `* BatchEmbedContentsRequest.requests[${place}].model: model must match the batch's model\n`;
  return undefined;
}
