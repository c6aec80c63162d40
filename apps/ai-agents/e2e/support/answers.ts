import type { FakeReply } from 'llm-gateway/testing';

/** What a model says that answers in JSON. */
export function says(answer: unknown, usage = { input: 100, output: 20 }): FakeReply {
  return { text: [typeof answer === 'string' ? answer : JSON.stringify(answer)], usage };
}

export const ARCHITECTURE = {
  summary: 'Two files.',
  components: [{ name: 'All', responsibility: 'Everything.', files: ['a.ts', 'b.ts'] }],
  risks: [{ title: 'Cycle', detail: 'a and b.', severity: 'high' }],
  recommendations: [],
};

export const FINDING = {
  file: 'a.ts',
  line: 2,
  severity: 'major',
  title: 'Division by zero',
  detail: 'When b is 0.',
  suggestion: null,
};

export const REVIEW = { summary: 'One fault.', verdict: 'request_changes', findings: [FINDING] };

export const DOCUMENT = {
  title: 'Kit',
  sections: [
    { heading: 'Purpose', content: 'It helps.\n' },
    { heading: 'Use', content: '`run()`' },
  ],
};

export const ANSWERS: Readonly<Record<string, object>> = {
  architecture: ARCHITECTURE,
  'code-review': REVIEW,
  'doc-generate': DOCUMENT,
};

export const FILES = [
  { path: 'a.ts', content: "import './b';\nexport const a = 1 / b;\n" },
  { path: 'b.ts', content: "import './a';\n" },
];
