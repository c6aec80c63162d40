import { describe, expect, it } from '@jest/globals';
import type { ImagePart, UserPart } from 'llm-gateway/contracts';
import { decodeText, decodeToolContent, decodeUserContent } from './decode-content.js';

const PATH = 'messages[3].content';
const decode = (part: object) => decodeUserContent([part as never], PATH)[0];
const inline = (mediaType: string, base64: string) =>
  ({ type: 'inline', mediaType, base64 }) as const;

const image = (url: string, more: object = {}) => ({
  type: 'image_url',
  image_url: { url, ...more },
});
const file = (fields: object) => ({ type: 'file', file: fields });
const audio = (data: string, format = 'wav') => ({
  type: 'input_audio',
  input_audio: { data, format },
});

describe('decodeUserContent', () => {
  it.each<[object, UserPart]>([
    [
      { type: 'text', text: 'Hi' },
      { type: 'text', text: 'Hi' },
    ],
    [
      image('https://x.test/a.png'),
      { type: 'image', source: { type: 'url', url: 'https://x.test/a.png' } },
    ],
    [
      image('https://x.test/a.png', { detail: 'low' }),
      { type: 'image', source: { type: 'url', url: 'https://x.test/a.png' }, detail: 'low' },
    ],
    [
      image('data:image/png;base64,AA==', { detail: null }),
      { type: 'image', source: inline('image/png', 'AA==') },
    ],
    [audio('AA=='), { type: 'audio', base64: 'AA==', format: 'wav' }],
    [audio('A A = =\n', 'mp3'), { type: 'audio', base64: 'AA==', format: 'mp3' }],
    [file({ file_id: 'file-1' }), { type: 'file', source: { type: 'file-id', fileId: 'file-1' } }],
    [
      file({ file_id: 'file-1', filename: 'a.pdf', file_data: null }),
      { type: 'file', source: { type: 'file-id', fileId: 'file-1' }, filename: 'a.pdf' },
    ],
    [
      file({ file_data: 'data:application/pdf;base64,JVBERg==', filename: 'a.pdf' }),
      { type: 'file', source: inline('application/pdf', 'JVBERg=='), filename: 'a.pdf' },
    ],
    [
      file({ file_data: 'JVBERg==' }),
      { type: 'file', source: inline('application/pdf', 'JVBERg==') },
    ],
    [
      file({ file_data: 'SGk=', filename: 'Notes.TXT' }),
      { type: 'file', source: inline('text/plain', 'SGk='), filename: 'Notes.TXT' },
    ],
    [
      file({ file_data: 'SGk=', filename: 'a.unknown' }),
      { type: 'file', source: inline('application/pdf', 'SGk='), filename: 'a.unknown' },
    ],
    [
      file({ file_data: 'SGk=', file_id: 'file-1' }),
      { type: 'file', source: inline('application/pdf', 'SGk=') },
    ],
  ])('decodes %j', (wire, part) => {
    expect(decode(wire)).toEqual(part);
  });

  it('keeps the order of the parts', () => {
    const parts = [{ type: 'text', text: 'a' }, audio('AA=='), { type: 'text', text: 'b' }];
    expect(decodeUserContent(parts as never, PATH).map(({ type }) => type)).toEqual([
      'text',
      'audio',
      'text',
    ]);
  });

  it.each<[object, string, string]>([
    [image('a.png'), 'image_url.url', 'must be an https address or a data URL'],
    [image('file:///etc/passwd'), 'image_url.url', 'must be an https address'],
    [image('data:image/png;base64'), 'image_url.url', "is a data URL without a ','"],
    [audio('not base64!'), 'input_audio.data', 'is not valid base64'],
    [file({ file_data: '***' }), 'file.file_data', 'is not valid base64'],
    [file({}), 'file', "needs 'file_data' or 'file_id'"],
    [file({ file_data: null, file_id: null, filename: 'a.pdf' }), 'file', 'needs'],
  ])('refuses %j and names %s', (wire, field, sentence) => {
    const param = `${PATH}[1].${field}`;
    expect(() => decodeUserContent([{ type: 'text', text: '' }, wire as never], PATH)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: expect.stringContaining(`'${param}' ${sentence}`),
        details: { param },
      }),
    );
  });
});

describe('cache markers', () => {
  it.each<[object, object | undefined]>([
    [{ prompt_cache_breakpoint: { mode: 'explicit', ttl: '12h' } }, { ttl: '12h' }],
    [{ prompt_cache_breakpoint: { mode: 'explicit' } }, {}],
    [{ cache_control: { type: 'ephemeral' } }, {}],
    [{ cache_control: { type: 'ephemeral', ttl: '1h' } }, { ttl: '1h' }],
    [{ cache_control: { type: 'ephemeral', ttl: 60 } }, {}],
    [{ prompt_cache_breakpoint: { ttl: '30m' }, cache_control: { ttl: '1h' } }, { ttl: '30m' }],
    [{ prompt_cache_breakpoint: null, cache_control: null }, undefined],
  ])('decodes %j', (marker, cache) => {
    for (const wire of [
      { type: 'text', text: 'Hi' },
      image('https://x.test/a.png'),
      audio('AA=='),
      file({ file_id: 'file-1' }),
    ])
      expect((decode({ ...wire, ...marker }) as ImagePart).cache).toEqual(cache);
  });

  it('stand on system text and tool results too', () => {
    const marked = { type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } } as const;
    const expected = [{ type: 'text', text: 'Hi', cache: {} }];
    expect(decodeText([marked])).toEqual(expected);
    expect(decodeToolContent([marked], PATH)).toEqual(expected);
  });
});

describe('decodeToolContent', () => {
  it('takes text and images', () => {
    const wire = [{ type: 'text', text: 'Look:' }, image('data:image/png;base64,AA==')];
    expect(decodeToolContent(wire as never, PATH)).toEqual([
      { type: 'text', text: 'Look:' },
      { type: 'image', source: inline('image/png', 'AA==') },
    ]);
    expect(decodeToolContent('done', PATH)).toEqual([{ type: 'text', text: 'done' }]);
  });

  it('names a bad image', () => {
    expect(() => decodeToolContent([image('nowhere') as never], PATH)).toThrow(
      expect.objectContaining({ details: { param: `${PATH}[0].image_url.url` } }),
    );
  });
});
