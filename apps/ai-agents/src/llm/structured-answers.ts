import { GatewayError, type RequestContext } from 'llm-gateway/contracts';
import type { SchemaValidator } from 'llm-gateway/http';
import type { ChatCompletion, ChatMessage, TokenUsage } from './chat-completion.js';
import type { LlmClient } from './llm-client.js';

interface Question<Answer> {
  /** For the schema: letters, digits and underscores. */
  readonly name: string;
  readonly answer: { readonly schema: object; readonly validator: SchemaValidator<Answer> };
  readonly model: string;
  readonly messages: readonly ChatMessage[];
}

/** Answers of a model that follow a JSON Schema. */
export class StructuredAnswers {
  constructor(private readonly llm: LlmClient) {}

  /**
   * Asks, and once more with the complaint when the answer breaks the schema: not every provider
   * enforces one. Throws `provider_invalid_response` when the second breaks it too.
   */
  async ask<Answer>(question: Question<Answer>, context: RequestContext) {
    const { name, model } = question;
    const { schema, validator } = question.answer;
    const response_format = { type: 'json_schema', json_schema: { name, schema, strict: true } };
    const call = this.llm.beginCall(context);
    const messages = [...question.messages];
    const usage: TokenUsage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    for (let round = 1; ; round++) {
      const completion = await call({ model, messages, response_format });
      for (const counter of Object.keys(usage) as (keyof TokenUsage)[])
        usage[counter] += completion.usage?.[counter] ?? 0;
      const content = contentOf(completion);
      try {
        const answer = validator.check(parseAnswer(content));
        return { answer, usage, model: completion.model ?? model };
      } catch (cause) {
        const complaint = `breaks the schema of ${name}. ${(cause as Error).message}`;
        if (round === 2)
          throw invalidAnswer(`The corrected answer ${complaint} Try another model.`, cause);
        const repair = `Your answer ${complaint} Answer again with the whole corrected JSON object and nothing else.`;
        messages.push({ role: 'assistant', content }, { role: 'user', content: repair });
      }
    }
  }
}

function contentOf({ choices }: ChatCompletion): string {
  const { message, finish_reason } = choices?.[0] ?? {};
  if (message?.refusal)
    throw new GatewayError('content_filter', `The model refused: ${message.refusal}`);
  if (finish_reason === 'length')
    throw invalidAnswer(
      'The answer was cut at the length that the model may write. Send less code.',
    );
  return typeof message?.content === 'string' ? message.content : '';
}

function invalidAnswer(message: string, cause?: unknown): GatewayError {
  return new GatewayError('provider_invalid_response', message, { retry: false, cause });
}

/** Models that only imitate structured output like to wrap it in a fence or a sentence. */
function parseAnswer(content: string): unknown {
  try {
    return JSON.parse(content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1));
  } catch (error) {
    throw new Error(`The answer is not JSON: ${(error as Error).message}.`, { cause: error });
  }
}
