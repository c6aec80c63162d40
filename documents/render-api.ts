import type { ApiDocument, ApiOperation, ApiParameter } from './read-api-document.js';
import { inTable, renderKeys, renderValue } from './render-keys.js';

/** docs/API.md: every endpoint with its request, its answer and its errors. */
export function renderApi({ paths }: ApiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      title: `${method.toUpperCase()} ${path}`,
      operation,
      tag: operation.tags?.[0] ?? 'Other',
    })),
  );
  const sections = [...Map.groupBy(operations, ({ tag }) => tag)].map(([tag, members]) =>
    [`## ${tag}`, ...members.map(({ title, operation }) => renderOperation(title, operation))].join(
      '\n\n',
    ),
  );
  return `# API

<!-- Generated from the gateway's OpenAPI document by \`npm run generate\`. -->

The same as \`GET /openapi.json\`, for reading. \`GET /docs\` lets you try it. Every error has one envelope
and a stable code: [errors.md](errors.md).

${sections.join('\n\n')}
`;
}

function renderOperation(title: string, operation: ApiOperation): string {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  const body = requestBody?.content['application/json'];
  const example = Object.values(body?.examples ?? {})[0]?.value;
  const answers = Object.entries(responses);
  return [
    `### ${title}`,
    `${(summary ?? '').replace(/\w$/, '$&.')}${description === undefined ? '' : ` ${description}`}`,
    parameters.length > 0 ? renderParameters(parameters) : '',
    example === undefined ? '' : `\`\`\`json\n${JSON.stringify(example, undefined, 2)}\n\`\`\``,
    body?.schema ? `**Body**\n\n${renderKeys(body.schema)}` : '',
    ...answers
      .filter(([status]) => status.startsWith('2'))
      .map(([status, answer]) => {
        const schema = answer.content?.['application/json']?.schema;
        const keys = schema?.properties ? `\n\n${renderKeys(schema)}` : '';
        return `**${status}** ${answer.description}${keys}`;
      }),
    renderErrors(answers.filter(([status]) => !status.startsWith('2'))),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function renderParameters(parameters: readonly ApiParameter[]): string {
  const rows = parameters.map(
    ({ name, in: place, required, schema, description }) =>
      `| \`${name}\`${required === true ? ' (required)' : ''} | ${place} | ${renderValue(schema)} | ${inTable(description ?? schema.description ?? '')} |`,
  );
  return ['| Parameter | In | Value | |', '|---|---|---|---|', ...rows].join('\n');
}

function renderErrors(
  answers: readonly (readonly [string, { readonly description: string }])[],
): string {
  if (answers.length === 0) return '';
  const rows = answers.map(
    ([status, { description }]) => `| ${status} | ${inTable(description)} |`,
  );
  return ['| Error | |', '|---|---|', ...rows].join('\n');
}
