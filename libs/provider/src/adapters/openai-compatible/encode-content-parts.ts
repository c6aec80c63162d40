import type {
  AudioPart,
  CacheMarker,
  FilePart,
  ImagePart,
  TextPart,
  UserPart,
} from 'llm-gateway/contracts';
import type { EncodeContext } from './encode-context.js';
import { refuseField } from './refuse-field.js';

export type WireContent = string | Record<string, unknown>[];

/** A lone text goes as a string, which every vendor reads; anything else as an array of parts. */
export function encodeContentParts(
  parts: readonly UserPart[],
  context: EncodeContext,
): WireContent {
  const [first] = parts;
  if (parts.length === 0) return '';
  if (parts.length === 1 && first?.type === 'text' && !marksCache(first.cache, context))
    return first.text;
  return parts.map((part) => ({
    ...encodePart(part, context),
    ...encodeCache(part.cache, context),
  }));
}

function encodePart(part: UserPart, context: EncodeContext): Record<string, unknown> {
  switch (part.type) {
    case 'text':
      return encodeText(part);
    case 'image':
      return encodeImage(part, context);
    case 'audio':
      return encodeAudio(part, context);
    case 'file':
      return encodeFile(part, context);
    default:
      return part satisfies never;
  }
}

function encodeText({ text }: TextPart): Record<string, unknown> {
  return { type: 'text', text };
}

function encodeImage(
  { source, detail }: ImagePart,
  { options, facts }: EncodeContext,
): Record<string, unknown> {
  if (facts.images === false)
    refuseField('messages', 'This model does not read images. Choose a model that does.');
  if (source.type === 'url' && !options.supports.imageUrl)
    refuseField(
      'messages',
      'This provider does not fetch images by address. Send the image itself as a data: URL.',
    );
  const url =
    source.type === 'url' ? source.url : `data:${source.mediaType};base64,${source.base64}`;
  return { type: 'image_url', image_url: { url, ...(detail !== undefined && { detail }) } };
}

function encodeAudio(
  { base64, format }: AudioPart,
  { options }: EncodeContext,
): Record<string, unknown> {
  if (!options.supports.audio)
    refuseField('messages', 'This provider takes no audio input. Send the text of the recording.');
  return { type: 'input_audio', input_audio: { data: base64, format } };
}

function encodeFile(
  { source, filename }: FilePart,
  { options }: EncodeContext,
): Record<string, unknown> {
  if (!options.supports.files)
    refuseField('messages', 'This provider takes no file parts. Send the text of the file.');
  const file =
    source.type === 'file-id'
      ? { file_id: source.fileId }
      : { file_data: `data:${source.mediaType};base64,${source.base64}` };
  return { type: 'file', file: { ...file, ...(filename !== undefined && { filename }) } };
}

/**
 * The prompt-cache marker of a part or tool. A vendor without explicit markers caches by itself or
 * not at all, and the marker is reported.
 */
export function encodeCache(
  cache: CacheMarker | undefined,
  context: EncodeContext,
): Record<string, unknown> | undefined {
  if (!cache) return undefined;
  const long = cache.ttl === '1h' || cache.ttl === '12h';
  switch (context.options.cacheMarkers) {
    case 'none':
      context.ignored.add('cache_control');
      return undefined;
    case 'cache_control':
      return { cache_control: { type: 'ephemeral', ...(long && { ttl: '1h' }) } };
    case 'prompt_cache_breakpoint': {
      const ttl = long ? '12h' : cache.ttl === undefined ? undefined : '30m';
      return { prompt_cache_breakpoint: { mode: 'explicit', ...(ttl !== undefined && { ttl }) } };
    }
  }
}

function marksCache(cache: CacheMarker | undefined, context: EncodeContext): boolean {
  return encodeCache(cache, context) !== undefined;
}
