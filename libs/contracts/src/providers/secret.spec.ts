import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Secret } from './secret.js';

describe('Secret', () => {
  const secret = new Secret('sk-very-secret');
  const holder = { apiKey: secret, nested: [secret] };

  it('gives its value only when asked', () => {
    expect(secret.reveal()).toBe('sk-very-secret');
  });

  it.each<[string, () => string]>([
    ['a template', () => `Bearer ${secret}`],
    ['concatenation', () => 'key: ' + String(secret)],
    ['JSON', () => JSON.stringify(holder)],
    ['inspect', () => inspect(holder, { depth: 9, showHidden: true })],
    ['a message', () => new Error(`Bad key ${secret}`).message],
  ])('prints as [redacted] in %s', (_where, print) => {
    expect(print()).toContain('[redacted]');
    expect(print()).not.toContain('very-secret');
  });

  it('has no enumerable property that a copy would carry along', () => {
    expect(Object.keys(secret)).toEqual([]);
    expect(JSON.stringify({ ...secret })).toBe('{}');
    expect(JSON.stringify(structuredClone({ secret: { ...secret } }))).not.toContain('very');
  });
});
