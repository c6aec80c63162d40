import { ask } from './conversation.js';
import { draft } from './draft.js';

const SUGGESTIONS = [
  { text: 'Hello! What can you do?', tools: [] },
  { text: 'Explain in two sentences what an LLM gateway is for.', tools: [] },
  {
    text: 'Use semantic_search: how do I keep sessions in Redis?',
    tools: ['semantic_search'],
  },
] as const;

/** Something to begin with. */
export function Suggestions() {
  return (
    <div class="welcome">
      <h2>Ask any model behind this gateway</h2>
      <p class="hint">
        Answers stream as they are made. The same request stands beside them, for your terminal.
      </p>
      <ul>
        {SUGGESTIONS.map(({ text, tools }) => (
          <li key={text}>
            <button
              type="button"
              onClick={() => {
                if (tools.length > 0) draft.tools.value = tools;
                void ask(text);
              }}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
