import type { ChatRequest, ImagePart, UserPart } from 'llm-gateway/contracts';
import type { ConformanceCase } from '../conformance-case.js';
import { assistant, toolCall, toolResult, user } from '../messages.js';
import { CLOCK } from '../tools.js';
import { fieldCases, type RequestField } from './field-case.js';

/** A picture of one pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');
const WAV = Buffer.from('RIFF\u0024\0\0\0WAVEfmt ').toString('base64');
const IMAGE_URL = 'https://images.example.com/cat.png?size=61';
const FIELD = /^messages\b/;

function asks(part: UserPart): Partial<ChatRequest> {
  return { messages: [user('What is this?', part)] };
}

const PNG_PART: ImagePart = {
  type: 'image',
  source: { type: 'inline', mediaType: 'image/png', base64: PNG },
};

/** A tool that looks, and what it saw. */
function shows(...images: ImagePart[]): Partial<ChatRequest> {
  const result = toolResult('call_one', 'read_clock', 'See 64.');
  return {
    tools: [CLOCK],
    messages: [
      user('What time is it?'),
      assistant(toolCall('call_one', 'read_clock', {})),
      { ...result, parts: [...result.parts, ...images] },
    ],
  };
}

const without: Partial<ChatRequest> = { messages: [user('What is this?')] };

const MEDIA: readonly RequestField[] = [
  {
    ability: 'image-data',
    title: 'an image in the request',
    field: FIELD,
    request: asks(PNG_PART),
    without,
    markers: [PNG],
  },
  {
    ability: 'image-url',
    title: 'an image by its address',
    field: FIELD,
    request: asks({ type: 'image', source: { type: 'url', url: IMAGE_URL } }),
    without,
    markers: [IMAGE_URL],
  },
  {
    ability: 'pdf',
    title: 'a PDF file in the request',
    field: FIELD,
    request: asks({
      type: 'file',
      source: { type: 'inline', mediaType: 'application/pdf', base64: PDF },
    }),
    without,
    markers: [PDF],
  },
  {
    ability: 'audio',
    title: 'audio',
    field: FIELD,
    request: asks({ type: 'audio', base64: WAV, format: 'wav' }),
    without,
    markers: [WAV],
  },
  {
    ability: 'tool-images',
    title: 'an image in the result of a tool',
    field: /^messages\b/,
    request: shows(PNG_PART),
    without: shows(),
    markers: [PNG],
    alsoNeeds: ['tools'],
  },
  {
    ability: 'audio-history',
    title: 'the id of an earlier answer in audio',
    field: /audio/,
    request: {
      messages: [user('Hi'), { ...assistant('Ho'), audioId: 'audio-63' }, user('Again.')],
    },
    without: { messages: [user('Hi'), assistant('Ho'), user('Again.')] },
    markers: ['audio-63'],
  },
  {
    ability: 'file-id',
    title: 'the id of an uploaded file',
    field: FIELD,
    request: asks({ type: 'file', source: { type: 'file-id', fileId: 'file-62' } }),
    without,
    markers: ['file-62'],
  },
];

export const MEDIA_CASES: readonly ConformanceCase[] = MEDIA.flatMap(fieldCases);
