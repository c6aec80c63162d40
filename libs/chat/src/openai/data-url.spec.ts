import { describe, expect, it } from '@jest/globals';
import { checkBase64, isDataUrl, isWebUrl, parseDataUrl } from './data-url.js';

const FIELD = 'messages[0].content[0].image_url.url';
const PIXEL = 'iVBORw0KGgo=';

describe('parseDataUrl', () => {
  it.each<[string, string, string]>([
    [`data:image/png;base64,${PIXEL}`, 'image/png', PIXEL],
    [`DATA:Image/PNG;BASE64,${PIXEL}`, 'image/png', PIXEL],
    [`data:image/png;name=a.png; base64,${PIXEL}`, 'image/png', PIXEL],
    [`data:;base64,${PIXEL}`, 'text/plain', PIXEL],
    ['data:image/png;base64,iVBO\n Rw0K\r\nGgo=\n', 'image/png', PIXEL],
    ['data:image/png;base64,iVBORw0KGgo', 'image/png', PIXEL],
    ['data:text/plain,a%20b', 'text/plain', Buffer.from('a b').toString('base64')],
    ['data:,gr%C3%BC%C3%9Fe', 'text/plain', Buffer.from('grüße').toString('base64')],
    ['data:image/svg+xml;utf8,<svg/>', 'image/svg+xml', Buffer.from('<svg/>').toString('base64')],
    ['data:text/plain,a,b', 'text/plain', Buffer.from('a,b').toString('base64')],
  ])('takes %j apart', (url, mediaType, base64) => {
    expect(parseDataUrl(url, FIELD)).toEqual({ type: 'inline', mediaType, base64 });
  });

  it.each<[string, string]>([
    ['data:image/png;base64', "is a data URL without a ',' before its data."],
    ['data:', "is a data URL without a ',' before its data."],
    ['data:image/png;base64,', 'holds no data.'],
    ['data:image/png;base64,%%%%', 'is not valid base64.'],
    ['data:image/png;base64,AA=A', 'is not valid base64.'],
    ['data:image/png;base64,AAAAA', 'is not valid base64: it is cut short.'],
    ['data:text/plain,%zz', 'is a data URL with a broken percent escape.'],
  ])('refuses %j', (url, sentence) => {
    expect(() => parseDataUrl(url, FIELD)).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: `'${FIELD}' ${sentence}`,
        details: { param: FIELD },
      }),
    );
  });

  // Each would take hours if the work grew with the square of the length.
  const LENGTH = 3_000_000;
  it.each<[string, string]>([
    ['many parameters', `data:image/png${';'.repeat(LENGTH)}`],
    ['spaces before a fault', `data:;base64,${' '.repeat(LENGTH)}!`],
    ['padding before a fault', `data:;base64,${'='.repeat(LENGTH)}!`],
    ['digits before a fault', `data:;base64,${'A'.repeat(LENGTH)}!`],
    ['alternating spaces', `data:;base64,${'A '.repeat(LENGTH)}!`],
    ['escapes before a fault', `data:,${'%20'.repeat(LENGTH)}%`],
    ['no comma', `data:${'a'.repeat(LENGTH)}`],
  ])('refuses millions of %s without delay', (_what, url) => {
    expect(() => parseDataUrl(url, FIELD)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{1,200}$/) }),
    );
  });

  it('takes ten megabytes', () => {
    const base64 = 'A'.repeat(10_000_000);
    expect(parseDataUrl(`data:image/png;base64,${base64}`, FIELD)).toHaveProperty('base64', base64);
  });
});

describe('checkBase64', () => {
  it.each([
    ['QQ', 'QQ=='],
    ['QUI', 'QUI='],
    ['QUJD', 'QUJD'],
    ['QQ=', 'QQ=='],
    [' Q Q = = ', 'QQ=='],
  ])('makes %j standard', (data, standard) => {
    expect(checkBase64(data, FIELD)).toBe(standard);
  });

  it.each(['', '  ', '=', '====', 'Q', 'a-b_', 'data:audio/wav;base64,QQ==', 'ü'])(
    'refuses %j',
    (data) => {
      expect(() => checkBase64(data, FIELD)).toThrow(FIELD);
    },
  );
});

describe('kinds of URL', () => {
  it.each([
    ['https://example.com/a.png', true, false],
    ['HTTP://EXAMPLE.COM', true, false],
    ['http://', false, false],
    ['https://exa mple.com', false, false],
    ['file:///etc/passwd', false, false],
    ['ftp://example.com', false, false],
    ['javascript:alert(1)', false, false],
    ['//example.com/a.png', false, false],
    ['data:image/png;base64,AA==', false, true],
    ['DATA:,x', false, true],
    ['a.png', false, false],
  ])('tells %s apart', (url, isWeb, isData) => {
    expect([isWebUrl(url), isDataUrl(url)]).toEqual([isWeb, isData]);
  });
});
