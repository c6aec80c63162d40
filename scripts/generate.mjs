// npm run generate: writes the documents and schemas that follow from the code.
import { ensureInstalled, node, run } from './ensure-installed.mjs';

ensureInstalled();
const jest = 'node_modules/jest/bin/jest.js';
run(node, ['--experimental-vm-modules', '--no-warnings', jest, 'generated-files'], {
  env: { ...process.env, WRITE_GENERATED_FILES: '1' },
});
