import type { AxiosInstance } from 'axios';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { expandVariables } from 'llm-gateway/contracts';
import { SchemaValidator } from 'llm-gateway/http';
import { guardHost } from '../../egress/guard-host.js';
import { createGuardedAgents } from '../../egress/guarded-agents.js';
import type { ToolDefinition } from '../../tool-definition.js';
import { ToolExecutorFactory, ToolHandler, type ToolExecutor } from '../../tool-handler.js';
import { TOOLS_OPTIONS, type ToolsModuleOptions } from '../../tools.module-definition.js';
import { placeholdersOf } from './build-request.js';
import { HttpHandlerSettings } from './http-handler-settings.schema.js';
import { HttpToolExecutor } from './http-tool-executor.js';

const SETTINGS = new SchemaValidator<HttpHandlerSettings>(HttpHandlerSettings, 'handler');
const NOT_IDEMPOTENT: ReadonlySet<string> = new Set(['POST', 'PATCH']);

/** Tools that are an HTTP request to a service. */
@Injectable()
@ToolHandler({ name: 'http' })
export class HttpToolHandler extends ToolExecutorFactory implements OnApplicationShutdown {
  readonly #isAllowed: (host: string) => boolean;
  readonly #agents;
  #client: Promise<AxiosInstance> | undefined;

  constructor(@Inject(TOOLS_OPTIONS) private readonly options: ToolsModuleOptions) {
    super();
    const allowed = new Set(options.allowedHosts);
    this.#isAllowed = (host) => allowed.has(host);
    this.#agents = createGuardedAgents(this.#isAllowed);
  }

  prepare({ handler, parameters }: ToolDefinition): ToolExecutor {
    const settings = SETTINGS.check(handler);
    const { host, hostname } = new URL(settings.url.replace(/\{\w+\}/g, '_'));
    if (/\{/.test(new URL(settings.url).host))
      throw new Error('handler.url must name its host; an argument cannot be part of it');
    guardHost(hostname, this.#isAllowed);
    if ((settings.retries ?? 0) > 0 && NOT_IDEMPOTENT.has(settings.method ?? 'POST'))
      throw new Error(
        'handler.retries is for methods that may be repeated; POST and PATCH may not',
      );
    const known = (parameters['properties'] ?? {}) as object;
    for (const name of placeholdersOf(settings.url))
      if (!Object.hasOwn(known, name))
        throw new Error(`handler.url names {${name}}, which parameters.properties has not`);
    const headers = expandVariables(
      settings.headers ?? {},
      this.options.environment(),
      'handler.headers',
    );
    return new HttpToolExecutor(host, settings, headers, () => this.#loadClient());
  }

  /** With the first call: axios takes 20 MB, which a gateway without tools saves. */
  #loadClient(): Promise<AxiosInstance> {
    return (this.#client ??= import('./create-tool-client.js').then(({ createToolClient }) =>
      createToolClient(this.#agents),
    ));
  }

  onApplicationShutdown(): void {
    this.#agents.close();
  }
}
