import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['libs', 'apps', 'examples', 'documents', 'deployment'].map(
    (folder) => `<rootDir>/${folder}`,
  ),
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    '^llm-gateway/(.*)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  // Long enough for a machine that does much else: a test waits for what should happen, not for a time.
  testTimeout: 60_000,
  // One more than cores: many end-to-end tests wait for deadlines, drains and other processes.
  maxWorkers: availableParallelism() + 1,
};
