import type { SessionMessage } from '../api/session.js';
import { Time } from '../components/time.js';
import { textOfContent } from './text-of-content.js';

export function SessionMessages({ messages }: { readonly messages: readonly SessionMessage[] }) {
  return (
    <ol class="messages" aria-label="Messages">
      {messages.map(({ id, role, created_at, content, tool_calls: toolCalls }) => (
        <li key={id} class={`message ${role}`}>
          <p class="message-head">
            <span class="role">{role}</span>
            <span class="hint">
              {id} · <Time unixSeconds={created_at} />
            </span>
          </p>
          <p class="text">{textOfContent(content)}</p>
          {toolCalls && (
            <pre tabIndex={0} role="region" aria-label={`Tool calls of ${id}`}>
              {JSON.stringify(toolCalls, null, 2)}
            </pre>
          )}
        </li>
      ))}
    </ol>
  );
}
