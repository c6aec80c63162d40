import type { RequestContext } from 'llm-gateway/contracts';
import { buildImportGraph } from 'llm-gateway/import-graph';
import type { StructuredAnswers } from '../llm/structured-answers.js';
import type { Agent } from './agent.js';
import type { RunRequest } from './run.schema.js';
import { toChatMessages } from './to-chat-messages.js';
import { toSourceFiles } from './to-source-files.js';

/** Takes a request from its code to an agent's result. */
export class AgentRunner {
  /** @param defaultModel for requests that name none */
  constructor(
    private readonly answers: StructuredAnswers,
    private readonly defaultModel: string,
  ) {}

  async run(agent: Agent, request: RunRequest, context: RequestContext) {
    const { language, model: wanted = this.defaultModel } = request;
    const { signal, startedAt } = context.scope;
    const files = toSourceFiles(request);
    const graph = agent.usesGraph ? await buildImportGraph(files, language, signal) : undefined;
    const messages = toChatMessages(agent, { files, graph }, request);
    const question = { name: agent.name.replaceAll('-', '_'), answer: agent.answer, messages };
    const { answer, model, usage } = await this.answers.ask(
      { ...question, model: wanted },
      context,
    );
    const result = agent.toResult(answer, { files, graph });
    const duration_ms = Math.round(performance.now() - startedAt);
    return { agent: agent.name, model, result, usage, duration_ms };
  }
}
