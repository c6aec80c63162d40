import { describe, expect, it } from '@jest/globals';
import { ToolFailure } from '../tool-failure.js';
import { createGuardedFetch } from './guarded-fetch.js';
import { createGuardedLookup } from './guarded-lookup.js';

describe('the guarded fetch', () => {
  it.each(['169.254.169.254', '[::ffff:169.254.169.254]', '[fd00:ec2::254]', '0.0.0.0'])(
    'refuses %s',
    async (host) => {
      const { fetch, close } = createGuardedFetch(() => false);
      await expect(fetch(`http://${host}:1/`)).rejects.toMatchObject({ code: 'address_refused' });
      await close();
    },
  );

  it('tries an address that an operator has allowed', async () => {
    const { fetch, close } = createGuardedFetch((host) => host === '0.0.0.0');
    await expect(fetch('http://0.0.0.0:3/')).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
    await close();
  });

  it('looks at what a name is resolved to', async () => {
    const resolve = (isAllowed: boolean) =>
      new Promise((done) => {
        createGuardedLookup(() => isAllowed)('169.254.1.1', { all: true }, (error, addresses) =>
          done(error ?? addresses),
        );
      });
    expect(await resolve(false)).toBeInstanceOf(ToolFailure);
    expect(await resolve(true)).toEqual([{ address: '169.254.1.1', family: 4 }]);
  });
});
