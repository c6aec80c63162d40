import { describe, expect, it } from '@jest/globals';
import { conformanceCasesFor, runConformanceCase, type AdapterSubject } from 'llm-gateway/testing';
import { SimulatorAdapter } from '../adapters/simulator/simulator.adapter.js';
import { simulator } from '../vendors/simulator.vendor.js';
import { findModelFacts } from '../routing/find-model-facts.js';

function model(name: string, abilities: AdapterSubject['abilities']): AdapterSubject {
  return {
    name: `simulator-${name}`,
    create: () => new SimulatorAdapter(),
    model: name,
    facts: findModelFacts(simulator, name),
    abilities: [
      'tools',
      'forced-tools',
      'custom-tools',
      'strict-tools',
      'tool-errors',
      'image-data',
      'image-url',
      'tool-images',
      'pdf',
      'audio',
      'file-id',
      'reasoning-replay',
      'seed',
      'one-call-at-a-time',
      'json-object',
      'json-schema',
      'max-tokens',
      'stop',
      'n',
      ...abilities,
    ],
  };
}

const SUBJECTS: readonly AdapterSubject[] = [
  model('echo', []),
  model('reasoner', ['reasoning-effort']),
];

describe.each(SUBJECTS)('Conformance of $name', (subject) => {
  it.each(conformanceCasesFor(subject))('$name', async (conformanceCase) => {
    await expect(runConformanceCase(conformanceCase, subject)).resolves.toBeUndefined();
  });
});
