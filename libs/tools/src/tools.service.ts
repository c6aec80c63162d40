import { Injectable, Optional } from '@nestjs/common';
import {
  GatewayError,
  SessionContexts,
  sessionStoreNotConfigured,
  type RequestContext,
} from 'llm-gateway/contracts';
import {
  encodeOpenAiTool,
  encodeOutcome,
  encodeTool,
  type OpenAiTool,
  type ToolJson,
  type ToolResultJson,
} from './encode-tool.js';
import type { ExecuteToolRequest } from './execute-tool-request.schema.js';
import { parseArguments, refuseArguments } from './parse-arguments.js';
import { ToolRegistry } from './registry/tool-registry.js';
import type { CallerFacts } from './run/resolve-injected.js';
import { ServiceBreakers } from './run/service-breakers.js';
import { ToolRunner } from './run/tool-runner.js';
import type { Tool } from './tool.js';

/** What the routes of tools do. */
@Injectable()
export class ToolsService {
  constructor(
    private readonly registry: ToolRegistry,
    private readonly runner: ToolRunner,
    private readonly breakers: ServiceBreakers,
    @Optional() private readonly sessions?: SessionContexts,
  ) {}

  list(): readonly ToolJson[] {
    return this.registry.tools.map((tool) => this.#encode(tool));
  }

  listForOpenAi(): readonly OpenAiTool[] {
    return this.registry.tools.map(encodeOpenAiTool);
  }

  /** Throws `tool_not_found`, as the two methods after it do. */
  get(name: string): ToolJson {
    return this.#encode(this.#find(name));
  }

  getForOpenAi(name: string): OpenAiTool {
    return encodeOpenAiTool(this.#find(name));
  }

  /**
   * Runs a tool; its failure is a result. Throws `invalid_tool_arguments`, and `session_not_found` for
   * a session that is not the caller's.
   */
  async execute(
    owner: string,
    request: ExecuteToolRequest,
    { scope, requestId }: RequestContext,
  ): Promise<ToolResultJson> {
    const tool = this.#find(request.name);
    const parsed = parseArguments(tool, request.arguments);
    if ('faults' in parsed) return refuseArguments(tool, parsed.faults);
    const outcome = await this.runner.run({
      tool,
      given: parsed.given,
      facts: await this.#factsOf(owner, request.session_id ?? undefined),
      signal: scope.signal,
      requestId,
      ...(request.timeout_ms !== undefined && { timeoutMs: request.timeout_ms }),
    });
    return encodeOutcome(outcome);
  }

  async #factsOf(owner: string, sessionId: string | undefined): Promise<CallerFacts> {
    if (sessionId === undefined) return { callerId: owner };
    if (!this.sessions) throw sessionStoreNotConfigured('');
    const sessionContext = await this.sessions.contextOf(sessionId, owner);
    return { callerId: owner, sessionContext };
  }

  #find(name: string): Tool {
    const tool = this.registry.get(name);
    if (tool) return tool;
    throw new GatewayError(
      'tool_not_found',
      `There is no tool '${name.slice(0, 80)}'. GET /v1/tools lists those that there are.`,
      { param: 'name' },
    );
  }

  #encode(tool: Tool): ToolJson {
    return encodeTool(tool, this.breakers.isAvailable(tool.executor.service));
  }
}
