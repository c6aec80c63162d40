import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ApiRoute, JsonBodyPipe, currentContext, type JsonBody } from 'llm-gateway/http';
import { AgentRunner } from './agent-runner.js';
import { architectureAgent } from './architecture.agent.js';
import { codeReviewAgent } from './code-review.agent.js';
import { docGenerateAgent } from './doc-generate.agent.js';
import { RunRequest, runRoute } from './run.schema.js';

const runBody = new JsonBodyPipe<RunRequest>(RunRequest);

@Controller()
@ApiTags('Agents')
export class AgentsController {
  constructor(private readonly runner: AgentRunner) {}

  @Post('v1/agents/architecture/run')
  @ApiRoute(200, 'Explains the structure of code', runRoute(architectureAgent))
  runArchitecture(@Body(runBody) { value }: JsonBody<RunRequest>, @Req() request: Request) {
    return this.runner.run(architectureAgent, value, currentContext(request));
  }

  @Post('v1/agents/code-review/run')
  @ApiRoute(200, 'Looks for faults in code', runRoute(codeReviewAgent))
  runCodeReview(@Body(runBody) { value }: JsonBody<RunRequest>, @Req() request: Request) {
    return this.runner.run(codeReviewAgent, value, currentContext(request));
  }

  @Post('v1/agents/doc-generate/run')
  @ApiRoute(200, 'Writes documentation of code', runRoute(docGenerateAgent))
  runDocGenerate(@Body(runBody) { value }: JsonBody<RunRequest>, @Req() request: Request) {
    return this.runner.run(docGenerateAgent, value, currentContext(request));
  }
}
