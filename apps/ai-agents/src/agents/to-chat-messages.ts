import type { ChatMessage } from '../llm/chat-completion.js';
import type { Agent, Material } from './agent.js';
import type { RunRequest } from './run.schema.js';

/** What the model reads: the agent's prompt, then the client's wishes, what is known, the code. */
export function toChatMessages(
  { prompt, numbersLines }: Pick<Agent, 'prompt' | 'numbersLines'>,
  { files, graph }: Material,
  { language, instructions, focus }: RunRequest,
): readonly ChatMessage[] {
  const parts = [
    language && `Language: ${language}`,
    focus && `Pay most attention to: ${focus}`,
    instructions && `Further instructions:\n${instructions}`,
    graph && `Import graph:\n${JSON.stringify(graph)}`,
    ...files.map(({ path, content }) => {
      const code = numbersLines ? numberLines(content) : content;
      return `<file path=${JSON.stringify(path)}>\n${code}\n</file>`;
    }),
  ].filter(Boolean);
  return [
    { role: 'system', content: prompt },
    { role: 'user', content: parts.join('\n\n') },
  ];
}

function numberLines(content: string): string {
  return content
    .replace(/\n$/, '')
    .split('\n')
    .map((line, index) => `${index + 1}| ${line}`)
    .join('\n');
}
