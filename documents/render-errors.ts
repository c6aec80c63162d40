import { ERROR_CODES, type ErrorCodeEntry } from 'llm-gateway/contracts';

/** docs/errors.md: every stable error code. */
export function renderErrors(): string {
  const rows = Object.entries<ErrorCodeEntry>(ERROR_CODES).map(
    ([code, { status, type, retry, meaning }]) =>
      `| \`${code}\` | ${status} | \`${type}\` | ${retry ? 'yes' : 'no'} | ${meaning} |`,
  );
  return `# Errors

<!-- Generated from libs/contracts/src/errors/error-codes.ts by \`npm run generate\`. -->

Every error of every route has the same body:

\`\`\`json
{
  "error": {
    "message": "'messages[0].role' is required.",
    "type": "invalid_request_error",
    "param": "messages[0].role",
    "code": "invalid_request"
  },
  "detail": "'messages[0].role' is required.",
  "request_id": "req_0d9c"
}
\`\`\`

OpenAI's SDKs read \`error\`, plain clients \`detail\`, support \`request_id\` (also in the header
\`x-request-id\`). \`error.provider\` and \`error.provider_code\` name the provider and its own code when
the fault is upstream. \`Retry-After\` is in whole seconds; \`x-should-retry: false\` tells an SDK that
its own retry would do harm.

A stream that has begun cannot change its status any more: it ends with the same body as an event,
\`data: {"error": ...}\`, and without \`data: [DONE]\`.

| Code | Status | Type | Retry | When, and what to do |
|---|--:|---|:-:|---|
${rows.join('\n')}

An upstream 4xx that is the client's fault keeps its own status (\`provider_rejected_request\` may
therefore be 400, 415, 422, ...).
`;
}
