import type { ToolResult } from '../api/tool.js';
import { CodeBlock } from '../components/code-block.js';

/** A tool that failed is an answer too: it says what to do. */
export function ToolOutcome({ result }: { readonly result: ToolResult }) {
  const duration = <span class="hint">{Math.round(result.duration_ms)} ms</span>;
  if (!result.success)
    return (
      <div class="notice failure">
        <p class="notice-title">
          <code>{result.code}</code> {duration}
        </p>
        <p>{result.error}</p>
      </div>
    );
  const text =
    typeof result.result === 'string' ? result.result : JSON.stringify(result.result, null, 2);
  return (
    <>
      <p>
        <span class="badge dot good">Done</span> {duration}
      </p>
      <CodeBlock label="Tool result" code={text} />
    </>
  );
}
