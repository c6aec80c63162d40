import { describe, expect, it } from '@jest/globals';
import { chatCallFor } from 'llm-gateway/testing';
import { checkGeminiQuirks, geminiOptionsOf } from './gemini.options.js';

const providerWith = (quirks: Record<string, unknown>) =>
  chatCallFor({ url: 'http://fake', adapter: 'gemini', quirks }).provider;

describe('gemini options', () => {
  it('has defaults that the quirks replace one by one', () => {
    expect(geminiOptionsOf(providerWith({})).apiVersion).toBe('v1beta');
    expect(geminiOptionsOf(providerWith({ apiVersion: 'v1' }))).toMatchObject({
      apiVersion: 'v1',
      includeThoughts: true,
    });
  });

  it('accepts every quirk that it knows', () => {
    expect(() =>
      checkGeminiQuirks(
        providerWith({
          apiVersion: 'v1alpha',
          includeThoughts: false,
          maximumContinuations: 0,
          safetySettings: [
            {
              category: 'A',
              threshold: 'OFF',
            },
          ],
          modelsWithoutPenalties: ['gemini-3'],
        }),
      ),
    ).not.toThrow();
  });

  it.each([
    [{ apiVersion: 'beta' }, "quirk 'apiVersion' must be an API version"],
    [{ apiVersion: '/v1' }, "quirk 'apiVersion' must be"],
    [{ safetySettings: [{ category: 'A' }] }, "quirk 'safetySettings' must be a list"],
    [{ includeThoughts: 'yes' }, "quirk 'includeThoughts' must be true or false"],
    [{ maximumContinuations: -1 }, "quirk 'maximumContinuations' must be"],
    [{ modelsWithoutPenalties: 'all' }, "quirk 'modelsWithoutPenalties' must be"],
    [{ apiversion: 'v1' }, "no quirk 'apiversion'. Known: apiVersion,"],
  ])('refuses %j with the key and the fix', (quirks, message) => {
    expect(() => checkGeminiQuirks(providerWith(quirks))).toThrow(message);
  });
});
