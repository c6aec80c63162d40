import { Injectable, Optional } from '@nestjs/common';
import {
  GatewayError,
  type ChatCall,
  type RequestContext,
  type ToolCallPart,
} from 'llm-gateway/contracts';
import { ProviderGateway } from 'llm-gateway/provider';
import type { Session } from 'llm-gateway/sessions';
import {
  ToolRegistry,
  ToolRunner,
  describeFaults,
  parseArguments,
  type CallerFacts,
  type ToolOutcome,
} from 'llm-gateway/tools';
import type { ChatCompletionRequest } from '../openai/chat-completion-request.schema.js';
import { asCompleted } from './as-completed.js';
import { fillNamedTools } from './fill-named-tools.js';
import { withRequest } from './with-request.js';
import { planToolLoop } from './tool-loop-plan.js';
import { ToolLoop } from './tool-loop.js';
import type { RanToolCall } from './tool-round.js';

/** The longest that all rounds of one chat may take, in milliseconds. */
const LOOP_LIMIT_MS = 300_000;

/** The gateway's own tools in chats; does nothing where the application has no `ToolsModule`. */
@Injectable()
export class ChatTools {
  constructor(
    private readonly gateway: ProviderGateway,
    @Optional() private readonly registry?: ToolRegistry,
    @Optional() private readonly runner?: ToolRunner,
  ) {}

  /** The same call, unless it names tools that the registry describes. */
  fill(call: ChatCall, body: ChatCompletionRequest): ChatCall {
    // The gateway's own option would be refused upstream, and stands too deep to be taken out of bytes.
    const ownOption = body.stream_options?.include_tool_events ?? null;
    const fills = body.tools?.some((tool) => 'function' in tool && this.#mayFill(tool.function));
    if (fills !== true && ownOption === null) return call;
    const { request } = call;
    const tools = fillNamedTools(request.tools ?? [], (name) => this.registry?.get(name));
    return withRequest(call, { ...request, tools });
  }

  /** The loop that runs the request's tools here; undefined when their calls go to the client. */
  loop(
    call: ChatCall,
    body: ChatCompletionRequest,
    { requestId, owner = '' }: RequestContext,
    session?: Session,
  ): ToolLoop | undefined {
    const plan = planToolLoop(body, session?.defaults.toolExecution);
    if (!plan) return undefined;
    const { registry } = this;
    if (!registry)
      throw new GatewayError(
        'unsupported_parameter',
        "'tool_execution' cannot be 'gateway': this gateway has no tools.",
        { param: 'tool_execution' },
      );
    const facts: CallerFacts = {
      callerId: owner,
      ...(session && { sessionContext: session.context }),
    };
    const prepared = withRequest(call, call.request);
    const host = {
      ask: (next: ChatCall) => this.gateway.chat(next),
      knows: (name: string) => registry.get(name) !== undefined,
      run: (calls: readonly ToolCallPart[], limitMs: number) =>
        asCompleted(
          calls.map(async (each) => ({
            call: each,
            outcome: await this.#run(each, { facts, limitMs, requestId, call }),
          })),
        ),
    };
    return new ToolLoop(prepared, plan, host, LOOP_LIMIT_MS);
  }

  #mayFill(definition: { readonly name: string; description?: unknown; parameters?: unknown }) {
    return (
      (definition.description ?? definition.parameters ?? null) === null &&
      this.registry?.get(definition.name) !== undefined
    );
  }

  async #run(
    { name, arguments: text }: ToolCallPart,
    { facts, limitMs, requestId, call }: ToolRunContext,
  ): Promise<ToolOutcome> {
    const tool = this.registry?.get(name);
    if (!tool || !this.runner) return failed(name, `There is no tool '${name}' any more.`);
    const parsed = parseArguments(tool, text);
    if ('faults' in parsed)
      return failed(name, `The arguments break the schema: ${describeFaults(parsed.faults)}.`);
    return this.runner.run({
      tool,
      given: parsed.given,
      facts,
      signal: call.scope.signal,
      requestId,
      timeoutMs: Math.max(1, Math.round(limitMs)),
    });
  }
}

interface ToolRunContext {
  readonly facts: CallerFacts;
  readonly limitMs: number;
  readonly requestId: string;
  readonly call: ChatCall;
}

function failed(name: string, error: string): RanToolCall['outcome'] {
  return { name, success: false, code: 'invalid_arguments', error, durationMs: 0 };
}
