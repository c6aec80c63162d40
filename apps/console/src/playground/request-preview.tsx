import { CHAT_PATH } from '../api/chat.js';
import { apiKey } from '../api/api-key.js';
import { curlCommand } from '../api/curl-command.js';
import { CodeBlock } from '../components/code-block.js';
import { isStreaming, turns } from './conversation.js';
import { draft, draftValues } from './draft.js';
import { toChatRequest } from './to-chat-request.js';
import { toQuestion } from './to-question.js';

const EXAMPLE = 'Hello!';

/** The request as it goes out: the next one, or the last one while nothing new is typed. */
export function RequestPreview() {
  const typed = isStreaming.value ? '' : draft.text.value;
  const question = toQuestion(turns.value, typed, 0);
  const shown = question.length > 0 ? question : toQuestion([], EXAMPLE, 0);
  return (
    <div class="request-preview">
      <CodeBlock
        label="The same with curl"
        code={curlCommand({
          url: location.origin + CHAT_PATH,
          body: toChatRequest(draftValues.value, shown),
          needsKey: apiKey.value !== '',
        })}
      />
    </div>
  );
}
