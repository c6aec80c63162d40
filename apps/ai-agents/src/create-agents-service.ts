import type { NestExpressApplication } from '@nestjs/platform-express';
import { createService } from 'llm-gateway/bootstrap';
import { AgentRunner } from './agents/agent-runner.js';
import { AgentsController } from './agents/agents.controller.js';
import { LlmClient } from './llm/llm-client.js';
import { StructuredAnswers } from './llm/structured-answers.js';
import type { AgentsSettings } from './settings/agents-settings.js';

const OUTLINE = {
  name: 'ai-agents',
  description: 'Agents that read code: architecture, review, documentation.',
  links: {
    architecture: '/v1/agents/architecture/run',
    code_review: '/v1/agents/code-review/run',
    doc_generate: '/v1/agents/doc-generate/run',
    ready: '/health/ready',
  },
  controllers: [AgentsController],
};

/**
 * The application, ready to listen. It has no check of the gateway: a replica out of service could not
 * even say that the gateway is away.
 */
export function createAgentsService(settings: AgentsSettings): Promise<NestExpressApplication> {
  const runner = new AgentRunner(new StructuredAnswers(new LlmClient(settings)), settings.model);
  const providers = [{ provide: AgentRunner, useValue: runner }];
  return createService({ ...OUTLINE, providers }, settings);
}
