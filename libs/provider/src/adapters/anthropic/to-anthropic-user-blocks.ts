import { GatewayError, type FilePart, type ImagePart, type UserPart } from 'llm-gateway/contracts';
import type { AnthropicEncoding } from './anthropic-encoding.js';
import type {
  AnthropicDocumentBlock,
  AnthropicImageBlock,
  AnthropicTextBlock,
} from './anthropic.wire.js';
import { cacheControlOf } from './cache-control.js';

type UserContentBlock = AnthropicTextBlock | AnthropicImageBlock | AnthropicDocumentBlock;

/** Translates the parts of a user message; `param` is its path for error messages. */
export function toAnthropicUserBlocks(
  parts: readonly UserPart[],
  param: string,
  encoding: AnthropicEncoding,
): UserContentBlock[] {
  return parts.flatMap((part, index): UserContentBlock[] => {
    switch (part.type) {
      case 'text':
        return toTextBlocks([part]);
      case 'image':
        return [toImageBlock(part, encoding)];
      case 'file':
        return [toFileBlock(part, `${param}.content[${index}]`)];
      case 'audio':
        throw new GatewayError(
          'unsupported_parameter',
          `Claude models take no audio. Remove the input_audio part, or send its transcript as text.`,
          { param: `${param}.content[${index}]` },
        );
      default:
        return part satisfies never;
    }
  });
}

/** Anthropic refuses empty text blocks, so they are left out. */
export function toTextBlocks(
  parts: readonly { readonly text: string; readonly cache?: { readonly ttl?: string } }[],
): AnthropicTextBlock[] {
  return parts
    .filter(({ text }) => text !== '')
    .map(({ text, cache }) => ({ type: 'text', text, ...cacheControlOf(cache) }));
}

export function toImageBlock(
  { source, detail, cache }: ImagePart,
  { ignored }: AnthropicEncoding,
): AnthropicImageBlock {
  if (detail !== undefined && detail !== 'auto')
    ignored.add('messages[].content[].image_url.detail');
  return {
    type: 'image',
    source:
      source.type === 'url'
        ? { type: 'url', url: source.url }
        : { type: 'base64', media_type: imageType(source.mediaType), data: source.base64 },
    ...cacheControlOf(cache),
  };
}

function imageType(mediaType: string): string {
  return mediaType === 'image/jpg' ? 'image/jpeg' : mediaType;
}

function toFileBlock(
  { source, filename, cache }: FilePart,
  param: string,
): AnthropicImageBlock | AnthropicDocumentBlock {
  if (source.type === 'file-id')
    throw new GatewayError(
      'unsupported_parameter',
      'A file_id of another provider means nothing to Anthropic. Send the file itself as file_data.',
      { param: `${param}.file.file_id` },
    );
  const { mediaType, base64 } = source;
  const rest = { ...(filename !== undefined && { title: filename }), ...cacheControlOf(cache) };
  if (mediaType === 'application/pdf')
    return {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: base64 },
      ...rest,
    };
  if (mediaType.startsWith('image/'))
    return {
      type: 'image',
      source: { type: 'base64', media_type: imageType(mediaType), data: base64 },
      ...cacheControlOf(cache),
    };
  if (/^(text\/|application\/(json|xml|yaml)\b)/.test(mediaType))
    return {
      type: 'document',
      source: {
        type: 'text',
        media_type: 'text/plain',
        data: Buffer.from(base64, 'base64').toString('utf8'),
      },
      ...rest,
    };
  throw new GatewayError(
    'unsupported_value',
    `Claude models read PDF, text and image files, not ${mediaType}.`,
    { param: `${param}.file.file_data` },
  );
}
