import { useState } from 'preact/hooks';
import { asApiFailure, type ApiFailure } from '../api/api-failure.js';
import { apiKey } from '../api/api-key.js';
import { curlCommand } from '../api/curl-command.js';
import { EXECUTE_PATH, executeTool, type Tool, type ToolResult } from '../api/tool.js';
import { CodeBlock } from '../components/code-block.js';
import { FailureNotice } from '../components/failure-notice.js';
import { initialValue, isJsonObject } from '../schema-form/initial-value.js';
import { JsonField } from '../schema-form/json-field.js';
import { SchemaFields } from '../schema-form/schema-fields.js';
import { ToolOutcome } from './tool-outcome.js';

/** A form out of the tool's schema, or its arguments as JSON, and what running it came to. */
export function ToolRunner({ tool }: { readonly tool: Tool }) {
  const { name, parameters } = tool;
  const [given, setGiven] = useState<unknown>(() => initialValue(parameters));
  const [asJson, setAsJson] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [result, setResult] = useState<ToolResult>();
  const [failure, setFailure] = useState<ApiFailure>();
  const request = { name, arguments: given };

  const run = async () => {
    setRunning(true);
    setResult(undefined);
    setFailure(undefined);
    await executeTool(request).then(setResult, (thrown: unknown) =>
      setFailure(asApiFailure(thrown)),
    );
    setRunning(false);
  };

  return (
    <div class="two-columns">
      <form
        class="card stack"
        aria-label="Arguments"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <div class="card-head">
          <h2>Arguments</h2>
          <button
            type="button"
            class="small end"
            aria-pressed={asJson}
            onClick={() => setAsJson(!asJson)}
          >
            As JSON
          </button>
        </div>
        {asJson || !isJsonObject(given) ? (
          <JsonField label="Arguments" value={given} onChange={setGiven} rows={8} />
        ) : (
          <SchemaFields
            schema={parameters}
            path="arguments"
            value={given}
            onChange={setGiven}
            faults={failure?.body.errors ?? []}
          />
        )}
        <div class="actions">
          <button type="submit" class="primary" disabled={isRunning}>
            {isRunning ? 'Running …' : 'Run tool'}
          </button>
          <span class="hint">at most {tool.timeout_ms / 1_000} s</span>
        </div>
      </form>
      <section class="card stack" aria-label="Result">
        <h2>Result</h2>
        <div class="stack" aria-live="polite" aria-busy={isRunning}>
          {failure && <FailureNotice failure={failure} />}
          {result && <ToolOutcome result={result} />}
          {!failure && !result && (
            <p class="empty">{isRunning ? 'Running …' : 'Nothing has been run yet.'}</p>
          )}
        </div>
        <CodeBlock
          label="The same with curl"
          code={curlCommand({
            url: location.origin + EXECUTE_PATH,
            body: request,
            needsKey: apiKey.value !== '',
          })}
        />
      </section>
    </div>
  );
}
