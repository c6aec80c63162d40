import { inspect } from 'node:util';
import { Injectable, Logger, Optional } from '@nestjs/common';
import { ToolObserver } from 'llm-gateway/contracts';
import { ToolFailure } from '../tool-failure.js';
import type { ToolArguments } from '../tool-handler.js';
import type { ToolOutcome } from '../tool-outcome.js';
import type { Tool } from '../tool.js';
import { isJsonValue } from './is-json-value.js';
import { resolveInjected, type CallerFacts } from './resolve-injected.js';
import { ServiceBreakers } from './service-breakers.js';

export interface ToolRun {
  readonly tool: Tool;
  /** Checked against the tool's schema already. */
  readonly given: ToolArguments;
  readonly facts: CallerFacts;
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** Shortens the tool's own limit, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Runs tools within their time. Never throws: what went wrong is part of the outcome. */
@Injectable()
export class ToolRunner {
  readonly #logger = new Logger('Tools');

  constructor(
    private readonly breakers: ServiceBreakers,
    @Optional() private readonly observer?: ToolObserver,
  ) {}

  async run(run: ToolRun): Promise<ToolOutcome> {
    const outcome = await this.#outcomeOf(run);
    this.observer?.observe({
      service: run.tool.executor.service,
      outcome: outcome.success ? 'success' : outcome.code,
      durationMs: outcome.durationMs,
    });
    return outcome;
  }

  async #outcomeOf(run: ToolRun): Promise<ToolOutcome> {
    const { name } = run.tool;
    const startedAt = performance.now();
    const elapsed = () => Math.round((performance.now() - startedAt) * 1_000) / 1_000;
    try {
      const result = await this.#execute(run);
      if (!isJsonValue(result)) throw notJson(run.tool);
      return { name, success: true, result: result ?? null, durationMs: elapsed() };
    } catch (error) {
      const { code, message } = this.#toFailure(error, run);
      return { name, success: false, code, error: message, durationMs: elapsed() };
    }
  }

  async #execute({ tool, given, facts, ...run }: ToolRun): Promise<unknown> {
    const { executor } = tool;
    const limitMs = Math.min(run.timeoutMs ?? tool.timeoutMs, tool.timeoutMs);
    const all = { ...given, ...resolveInjected(tool, facts) };
    const over = new AbortController();
    const { promise: overdue, reject } = Promise.withResolvers<never>();
    const end = (failure: ToolFailure) => {
      over.abort(failure);
      reject(failure);
    };
    const timer = setTimeout(
      () => end(new ToolFailure('timeout', tooLong(tool, limitMs))),
      limitMs,
    );
    const onAbort = () => end(callerLeft());
    run.signal.addEventListener('abort', onAbort, { once: true });
    try {
      if (run.signal.aborted) throw callerLeft();
      const call = { signal: over.signal, requestId: run.requestId };
      return await this.breakers.around(executor.service, () =>
        // A handler that ignores its signal must not hold its caller.
        Promise.race([overdue, executor.execute(all, call)]),
      );
    } finally {
      clearTimeout(timer);
      run.signal.removeEventListener('abort', onAbort);
    }
  }

  #toFailure(error: unknown, { tool, signal }: ToolRun): ToolFailure {
    if (signal.aborted) return callerLeft();
    if (error instanceof ToolFailure) return error;
    this.#logger.error(`Tool '${tool.name}' has a fault: ${inspect(error)}`);
    return new ToolFailure('internal_error', `${tool.name} failed for a fault of the gateway.`);
  }
}

function callerLeft(): ToolFailure {
  return new ToolFailure('cancelled', 'The caller left.');
}

function notJson({ name, executor }: Tool): ToolFailure {
  return new ToolFailure(
    'invalid_response',
    `${executor.service} gave ${name} a result that is no JSON, or is nested too deeply. Ask for less.`,
  );
}

function tooLong({ name, executor }: Tool, limitMs: number): string {
  return `${name} gave no result within ${limitMs} ms. Ask ${executor.service} for less, or try again later.`;
}
