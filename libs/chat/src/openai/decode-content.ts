import { invalidField, type ImagePart, type TextPart, type UserPart } from 'llm-gateway/contracts';
import type { TextContentPart, ToolContentPart, UserContentPart } from './content-part.schema.js';
import { decodeCacheMarker } from './decode-cache-marker.js';
import { decodeFile } from './decode-file.js';
import { checkBase64, isDataUrl, isWebUrl, parseDataUrl } from './data-url.js';

export function decodeText(content: string | readonly TextContentPart[]): TextPart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map(decodeTextPart);
}

export function decodeUserContent(
  content: string | readonly UserContentPart[],
  path: string,
): UserPart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map((part, index) => decodeUserPart(part, `${path}[${index}]`));
}

export function decodeToolContent(
  content: string | readonly ToolContentPart[],
  path: string,
): (TextPart | ImagePart)[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.map((part, index) =>
    part.type === 'text' ? decodeTextPart(part) : decodeImage(part, `${path}[${index}]`),
  );
}

export function decodeTextPart(part: TextContentPart): TextPart {
  return { type: 'text', text: part.text, ...cacheOf(part) };
}

function decodeUserPart(part: UserContentPart, path: string): UserPart {
  switch (part.type) {
    case 'text':
      return decodeTextPart(part);
    case 'image_url':
      return decodeImage(part, path);
    case 'input_audio':
      return {
        type: 'audio',
        base64: checkBase64(part.input_audio.data, `${path}.input_audio.data`),
        format: part.input_audio.format,
        ...cacheOf(part),
      };
    case 'file':
      return { ...decodeFile(part.file, `${path}.file`), ...cacheOf(part) };
  }
}

type WireImage = Extract<UserContentPart, { type: 'image_url' }>;

function decodeImage(part: WireImage, path: string): ImagePart {
  const { url, detail } = part.image_url;
  const more = { ...(typeof detail === 'string' && { detail }), ...cacheOf(part) };
  if (isWebUrl(url)) return { type: 'image', source: { type: 'url', url }, ...more };
  const field = `${path}.image_url.url`;
  if (!isDataUrl(url))
    throw invalidField(field, 'must be an https address or a data URL (data:image/png;base64,...)');
  return { type: 'image', source: parseDataUrl(url, field), ...more };
}

function cacheOf(part: Parameters<typeof decodeCacheMarker>[0]) {
  const cache = decodeCacheMarker(part);
  return cache && { cache };
}
