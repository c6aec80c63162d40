import { describe, expect, it } from '@jest/globals';
import { checksQuirks, forwardsChat, listsModels, makesEmbeddings } from './provider-adapter.js';

describe('abilities of an adapter', () => {
  class Plain {}
  class Able {
    canForward() {}
    forward() {}
    forwardStream() {}
    embed() {}
    listModels() {}
    checkQuirks() {}
  }

  it.each([
    ['forwardsChat', forwardsChat],
    ['makesEmbeddings', makesEmbeddings],
    ['listsModels', listsModels],
    ['checksQuirks', checksQuirks],
  ] as const)('%s sees methods of the class', (_name, has) => {
    expect(has(new Able())).toBe(true);
    expect(has(new Plain())).toBe(false);
  });
});
