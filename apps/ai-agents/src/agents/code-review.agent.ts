import { Type } from 'typebox';
import { AnswerSchema, strictObject } from '../llm/answer-schema.js';
import { CODE_REVIEW_PROMPT } from '../prompts/code-review.prompt.js';
import type { Agent } from './agent.js';
import { placeFindings } from './place-findings.js';

const Finding = strictObject({
  file: Type.String(),
  line: Type.Integer({ description: 'Counted from 1.' }),
  severity: Type.Enum(['info', 'minor', 'major', 'critical']),
  title: Type.String(),
  detail: Type.String(),
  suggestion: Type.Unsafe<string | null>({ type: ['string', 'null'] }),
});
const fields = {
  summary: Type.String(),
  verdict: Type.Enum(['approve', 'comment', 'request_changes']),
  findings: Type.Array(Finding),
};
const Answer = strictObject(fields);
const dropped_findings = Type.Integer({
  description: 'Findings of the model that name no file that was sent, or no line of it.',
});
const Result = strictObject({ ...fields, dropped_findings });

export const codeReviewAgent: Agent<typeof Answer, typeof Result> = {
  name: 'code-review',
  prompt: CODE_REVIEW_PROMPT,
  answer: new AnswerSchema(Answer),
  result: Result,
  numbersLines: true,
  toResult(answer, { files }) {
    const findings = placeFindings(answer.findings, files);
    return { ...answer, findings, dropped_findings: answer.findings.length - findings.length };
  },
};
