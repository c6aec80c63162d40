import { readFileSync, readdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { BACKGROUND_PRIORITY, yieldBackgroundThreads } from './yield-background-threads.js';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('yieldBackgroundThreads', () => {
  it("lowers V8's threads and leaves the event loop's alone", () => {
    const before = getPriority();
    yieldBackgroundThreads();
    const background = readdirSync('/proc/self/task').filter((thread) =>
      readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').includes('V8Worker'),
    );
    expect(background.length).toBeGreaterThan(0);
    for (const thread of background) expect(getPriority(Number(thread))).toBe(BACKGROUND_PRIORITY);
    expect(getPriority(process.pid)).toBe(before);
  });
});
