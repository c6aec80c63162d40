import { ImportGraph } from 'llm-gateway/import-graph';
import { Type } from 'typebox';
import { AnswerSchema, strictObject } from '../llm/answer-schema.js';
import { ARCHITECTURE_PROMPT } from '../prompts/architecture.prompt.js';
import type { Agent } from './agent.js';

const Text = Type.String();
const Component = strictObject({ name: Text, responsibility: Text, files: Type.Array(Text) });
const Severity = Type.Enum(['low', 'medium', 'high']);

const fields = {
  summary: Text,
  components: Type.Array(Component),
  risks: Type.Array(strictObject({ title: Text, detail: Text, severity: Severity })),
  recommendations: Type.Array(strictObject({ title: Text, detail: Text })),
};
const Answer = strictObject(fields);
const Result = strictObject({ graph: ImportGraph, ...fields });

/** The graph is the parser's, whatever the model says. */
export const architectureAgent: Agent<typeof Answer, typeof Result> = {
  name: 'architecture',
  prompt: ARCHITECTURE_PROMPT,
  answer: new AnswerSchema(Answer),
  result: Result,
  usesGraph: true,
  toResult: (answer, { graph }) => ({ graph: graph as ImportGraph, ...answer }),
};
