import type { RouteSchemas } from 'llm-gateway/http';
import { Type, type Static } from 'typebox';
import { FORWARDED_CODES } from '../llm/map-llm-error.js';
import type { Agent } from './agent.js';

const CLOSED = { additionalProperties: false };

const text = (minLength: number, maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength, maxLength, description }));

const path = Type.String({ minLength: 1, maxLength: 256 });
const File = Type.Object({ path, content: Type.String() }, CLOSED);
const limits = { minItems: 1, maxItems: 200, description: '1 MiB at most, all together.' };

/** Body of `POST /v1/agents/{name}/run`. */
export const RunRequest = Type.Object(
  {
    files: Type.Optional(Type.Array(File, limits)),
    code: text(1, 1_048_576, 'One snippet, instead of `files`.'),
    language: text(0, 40, 'Of `code`, and of files whose extension does not tell: `python`, ...'),
    instructions: text(0, 10_000, 'What else the agent should heed.'),
    focus: text(0, 1_000, 'What matters most: `security`, ...'),
    model: text(1, 512, 'One that the LLM gateway serves.'),
  },
  CLOSED,
);
export type RunRequest = Static<typeof RunRequest>;

/** The route of an agent, for the OpenAPI document. */
export function runRoute({ name, result }: Pick<Agent, 'name' | 'result'>): RouteSchemas {
  const answer = Type.Object({
    agent: Type.Literal(name),
    model: Type.String({ description: 'The one that answered.' }),
    result,
    usage: Type.Record(Type.String(), Type.Integer(), {
      description: 'Tokens of all calls together.',
    }),
    duration_ms: Type.Integer(),
  });
  return { body: RunRequest, answer, errors: FORWARDED_CODES };
}
