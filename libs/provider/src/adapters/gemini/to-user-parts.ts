import {
  GatewayError,
  type ChatCall,
  type FilePart,
  type ImagePart,
  type UserMessage,
  type UserPart,
} from 'llm-gateway/contracts';
import { geminiOptionsOf } from './gemini.options.js';
import type { GeminiPart } from './gemini.wire.js';

/**
 * The parts of a user turn: text, inline media, and addresses that Google fetches itself. `path`
 * names the message in errors: `messages[0]`.
 */
export function toUserParts(message: UserMessage, call: ChatCall, path: string): GeminiPart[] {
  return message.parts.flatMap((part, index) => {
    if (part.cache)
      call.scope.ignoredParameters.add('messages[].content[].prompt_cache_breakpoint');
    if (part.type === 'text' && part.text === '' && message.parts.length > 1) return [];
    return [toUserPart(part, call, `${path}.content[${index}]`)];
  });
}

function toUserPart(part: UserPart, call: ChatCall, path: string): GeminiPart {
  switch (part.type) {
    case 'text':
      return { text: part.text };
    case 'image':
      if (part.detail !== undefined && part.detail !== 'auto')
        call.scope.ignoredParameters.add('messages[].content[].image_url.detail');
      return toImagePart(part);
    case 'audio':
      return { inlineData: { mimeType: `audio/${part.format}`, data: part.base64 } };
    case 'file':
      return toFilePart(part, call, path);
    default:
      return part satisfies never;
  }
}

/** Media types that an image address is likely to mean; Google wants one beside every address. */
const IMAGE_TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  heif: 'image/heif',
  bmp: 'image/bmp',
};

export function toImagePart({ source }: ImagePart): GeminiPart {
  if (source.type === 'inline')
    return { inlineData: { mimeType: source.mediaType, data: source.base64 } };
  const extension = /\.(\w+)(?:[?#]|$)/.exec(source.url)?.[1]?.toLowerCase() ?? '';
  return {
    fileData: { fileUri: source.url, mimeType: IMAGE_TYPES[extension] ?? 'image/jpeg' },
  };
}

function toFilePart({ source, filename }: FilePart, call: ChatCall, path: string): GeminiPart {
  if (source.type === 'file-id')
    return { fileData: { fileUri: toFileUri(source.fileId, call, path) } };
  if (!isTextual(source.mediaType)) {
    if (filename !== undefined)
      call.scope.ignoredParameters.add('messages[].content[].file.filename');
    return { inlineData: { mimeType: source.mediaType, data: source.base64 } };
  }
  const text = Buffer.from(source.base64, 'base64').toString('utf8');
  // The prompt may speak of the file by its name.
  return { text: filename === undefined ? text : `File '${filename}':\n${text}` };
}

function isTextual(mediaType: string): boolean {
  return /^(text\/|application\/(json|xml|yaml|x-yaml|javascript|x-javascript)\b)|\+(json|xml)\b/i.test(
    mediaType,
  );
}

/** A file of Google's Files API, by its address or its name (`files/abc`). */
function toFileUri(fileId: string, { provider }: ChatCall, path: string): string {
  if (fileId.startsWith('https://')) return fileId;
  if (/^files\/[\w-]+$/.test(fileId))
    return `${provider.baseUrl}/${geminiOptionsOf(provider).apiVersion}/${fileId}`;
  throw new GatewayError(
    'unsupported_parameter',
    `Provider '${provider.name}' does not know the file '${fileId}': file_id must be the name (files/...) or address of a file uploaded to the Gemini Files API. Send the content in file_data instead.`,
    { param: `${path}.file.file_id` },
  );
}
