import { describe, expect, it } from '@jest/globals';
import type { ChatCall, UserMessage, UserPart } from 'llm-gateway/contracts';
import { chatCallFor } from 'llm-gateway/testing';
import { toUserParts } from './to-user-parts.js';

function translate(...parts: UserPart[]): { parts: unknown; call: ChatCall } {
  const call = chatCallFor({ url: 'http://fake', adapter: 'gemini', quirks: { apiVersion: 'v1' } });
  const message: UserMessage = { role: 'user', parts };
  return { parts: toUserParts(message, call, 'messages[2]'), call };
}

const inline = (mediaType: string, text: string): UserPart & { type: 'file' } => ({
  type: 'file',
  source: { type: 'inline', mediaType, base64: Buffer.from(text).toString('base64') },
});

describe('toUserParts', () => {
  it('sends images inline', () => {
    const { parts, call } = translate({
      type: 'image',
      source: { type: 'inline', mediaType: 'image/png', base64: 'AAAA' },
      detail: 'high',
    });
    expect([...call.scope.ignoredParameters]).toEqual(['messages[].content[].image_url.detail']);
    expect(parts).toEqual([{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }]);
  });

  it.each([
    ['https://example.org/a.png?size=2', 'image/png'],
    ['https://example.org/a.WEBP', 'image/webp'],
    ['https://example.org/photo', 'image/jpeg'],
  ])('lets Google fetch %s, as %s', (url, mimeType) => {
    expect(translate({ type: 'image', source: { type: 'url', url } }).parts).toEqual([
      { fileData: { fileUri: url, mimeType } },
    ]);
  });

  it('sends audio and PDFs inline', () => {
    const { parts, call } = translate(
      { type: 'audio', base64: 'UklGRg==', format: 'wav' },
      { ...inline('application/pdf', '%PDF'), filename: 'a.pdf' },
    );
    expect([...call.scope.ignoredParameters]).toEqual(['messages[].content[].file.filename']);
    expect(parts).toEqual([
      { inlineData: { mimeType: 'audio/wav', data: 'UklGRg==' } },
      { inlineData: { mimeType: 'application/pdf', data: 'JVBERg==' } },
    ]);
  });

  it('sends the text of text files, with their names', () => {
    const { parts } = translate(
      { ...inline('text/csv', 'grüße;1'), filename: 'a.csv' },
      inline('application/json; charset=utf-8', '{}'),
    );
    expect(parts).toEqual([{ text: "File 'a.csv':\ngrüße;1" }, { text: '{}' }]);
  });

  it.each([
    ['files/abc-1', 'http://fake/v1/files/abc-1'],
    ['https://files.example/x', 'https://files.example/x'],
  ])('refers to the uploaded file %s', (fileId, fileUri) => {
    expect(translate({ type: 'file', source: { type: 'file-id', fileId } }).parts).toEqual([
      { fileData: { fileUri } },
    ]);
  });

  it("refuses another provider's file id", () => {
    expect(() =>
      translate({ type: 'file', source: { type: 'file-id', fileId: 'file-123' } }),
    ).toThrow(
      expect.objectContaining({
        code: 'unsupported_parameter',
        message: expect.stringContaining('file_data'),
        details: { param: 'messages[2].content[0].file.file_id' },
      }),
    );
  });

  it('drops empty texts beside others and reports cache markers', () => {
    const { parts, call } = translate(
      { type: 'text', text: '' },
      { type: 'text', text: 'Hi', cache: { ttl: '1h' } },
    );
    expect(parts).toEqual([{ text: 'Hi' }]);
    expect([...call.scope.ignoredParameters]).toEqual([
      'messages[].content[].prompt_cache_breakpoint',
    ]);
    expect(translate({ type: 'text', text: '' }).parts).toEqual([{ text: '' }]);
  });
});
