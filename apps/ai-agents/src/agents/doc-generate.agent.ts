import { Type, type Static } from 'typebox';
import { AnswerSchema, strictObject } from '../llm/answer-schema.js';
import { DOC_GENERATE_PROMPT } from '../prompts/doc-generate.prompt.js';
import type { Agent } from './agent.js';

const Section = strictObject({
  heading: Type.String(),
  content: Type.String({ description: 'Markdown, without the heading.' }),
});
const fields = { title: Type.String(), sections: Type.Array(Section) };
const Answer = strictObject(fields);
const markdown = Type.String({ description: 'The whole document: the title and all sections.' });
const Result = strictObject({ ...fields, format: Type.Literal('markdown'), markdown });

export const docGenerateAgent: Agent<typeof Answer, typeof Result> = {
  name: 'doc-generate',
  prompt: DOC_GENERATE_PROMPT,
  answer: new AnswerSchema(Answer),
  result: Result,
  toResult: (answer) => ({ ...answer, format: 'markdown', markdown: toMarkdown(answer) }),
};

function toMarkdown({ title, sections }: Static<typeof Answer>): string {
  const parts = sections.map(({ heading, content }) => `## ${heading}\n\n${content.trim()}\n`);
  return [`# ${title}\n`, ...parts].join('\n');
}
