import { Type, type Static } from 'typebox';
import { enumOf, optionalObject, optionalString, taggedUnion } from './json-schema-types.js';

/** More than any client sends; keeps a hostile body from buying unbounded work. */
export const MAXIMUM_PARTS = 10_000;

const cacheMarkers = {
  prompt_cache_breakpoint: optionalObject({
    description:
      'Ends a prompt prefix worth caching: `{"mode":"explicit","ttl":"30m"|"12h"}`. Becomes `cache_control` at Anthropic.',
  }),
  cache_control: optionalObject({
    description: 'The same in Anthropic\'s words: `{"type":"ephemeral","ttl":"5m"|"1h"}`.',
  }),
};

export const TextContentPart = Type.Object({
  type: Type.Literal('text'),
  text: Type.String(),
  ...cacheMarkers,
});

export const RefusalContentPart = Type.Object({
  type: Type.Literal('refusal'),
  refusal: Type.String(),
});

export const ImageContentPart = Type.Object({
  type: Type.Literal('image_url'),
  image_url: Type.Object({
    url: Type.String({
      minLength: 1,
      description: 'An https address, or `data:image/png;base64,...`.',
    }),
    detail: optionalString({ description: '`auto`, `low`, `high` or `original`.' }),
  }),
  ...cacheMarkers,
});

export const AudioContentPart = Type.Object({
  type: Type.Literal('input_audio'),
  input_audio: Type.Object({
    data: Type.String({ description: 'Base64.' }),
    format: enumOf(['wav', 'mp3']),
  }),
  ...cacheMarkers,
});

export const FileContentPart = Type.Object({
  type: Type.Literal('file'),
  file: Type.Object({
    file_data: optionalString({
      description: '`data:application/pdf;base64,...`, or bare base64.',
    }),
    file_id: optionalString({ description: "The provider's own file id." }),
    filename: optionalString({ description: 'Shown to the model.' }),
  }),
  ...cacheMarkers,
});

const bounds = { maxItems: MAXIMUM_PARTS };

export const TextContent = Type.Union([
  Type.String(),
  Type.Array(taggedUnion('type', [TextContentPart]), bounds),
]);

export const UserContentPart = taggedUnion('type', [
  TextContentPart,
  ImageContentPart,
  AudioContentPart,
  FileContentPart,
]);

export const AssistantContentPart = taggedUnion('type', [TextContentPart, RefusalContentPart]);

export const ToolContentPart = taggedUnion('type', [TextContentPart, ImageContentPart]);

export const UserContent = Type.Union([Type.String(), Type.Array(UserContentPart, bounds)]);

export const AssistantContent = Type.Union([
  Type.String(),
  Type.Null(),
  Type.Array(AssistantContentPart, bounds),
]);

export const ToolContent = Type.Union([Type.String(), Type.Array(ToolContentPart, bounds)]);

export type TextContentPart = Static<typeof TextContentPart>;
export type UserContentPart = Static<typeof UserContentPart>;
export type AssistantContentPart = Static<typeof AssistantContentPart>;
export type ToolContentPart = Static<typeof ToolContentPart>;
