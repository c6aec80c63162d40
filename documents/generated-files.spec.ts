import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { generatedFiles } from './generated-files.js';

const ROOT = new URL('../', import.meta.url);
/** Set by `npm run generate`, which writes the files instead of comparing them. */
const WRITES = process.env['WRITE_GENERATED_FILES'] === '1';

describe('generated files', () => {
  it.each(generatedFiles().map((file) => [file.path, file] as const))(
    '%s is what the code says now',
    async (path, { render }) => {
      const target = new URL(path, ROOT);
      const options = await resolveConfig(target);
      const expected = await format(await render(), { ...options, filepath: path });
      if (WRITES) writeFileSync(target, expected);
      const found = existsSync(target) ? readFileSync(target, 'utf8') : undefined;
      expect(found).toBe(expected);
    },
  );
});
