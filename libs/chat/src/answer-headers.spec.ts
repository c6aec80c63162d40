import { describe, expect, it } from '@jest/globals';
import { CallScope } from 'llm-gateway/contracts';
import { answerHeaders } from './answer-headers.js';

function headersOf(model: string, ...ignored: string[]): Record<string, string> {
  const scope = new CallScope();
  Object.assign(scope.record, { provider: 'fake', model });
  for (const name of ignored) scope.ignoredParameters.add(name);
  return answerHeaders(scope);
}

describe('answerHeaders', () => {
  it('names the provider and its model', () => {
    expect(headersOf('gpt-x')).toEqual({
      'x-gateway-provider': 'fake',
      'x-gateway-model': 'gpt-x',
    });
  });

  it('is empty before anything is known', () => {
    expect(answerHeaders(new CallScope())).toEqual({
      'x-gateway-provider': '',
      'x-gateway-model': '',
    });
  });

  it('lists what was left out', () => {
    expect(headersOf('m', 'seed', 'messages[].name')['x-gateway-ignored-params']).toBe(
      'seed, messages[].name',
    );
  });

  it('counts the messages of a session, and those left out if there are any', () => {
    const historyOf = (counts: object) => {
      const headers = answerHeaders(Object.assign(new CallScope(), counts));
      return [headers['x-gateway-history-messages'], headers['x-gateway-history-dropped']];
    };
    expect(historyOf({})).toEqual([undefined, undefined]);
    expect(historyOf({ historyMessages: 0, historyDropped: 0 })).toEqual(['0', undefined]);
    expect(historyOf({ historyMessages: 4, historyDropped: 2 })).toEqual(['4', '2']);
  });

  it('keeps names apart that have a comma', () => {
    expect(headersOf('m', 'a,b', '100%')['x-gateway-ignored-params']).toBe('a%2Cb, 100%25');
  });

  it.each(['a\r\nset-cookie: b', 'modèle', '模型', '\ud800', 'x\u0000y'])(
    'makes a header value of any name: %j',
    (name) => {
      for (const value of Object.values(headersOf(name, name)))
        expect(value).toMatch(/^[\x20-\x7e]*$/);
    },
  );

  it('keeps a hostile list short', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `field_${index}`);
    expect(headersOf('m', ...names)['x-gateway-ignored-params']?.length).toBe(2_000);
  });
});
