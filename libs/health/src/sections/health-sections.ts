import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import {
  HealthSection,
  discoverByName,
  type Discovered,
  type HealthReporter,
  type HealthSectionOptions,
} from 'llm-gateway/contracts';

/** Keys of the answer that are its own. */
const TAKEN: ReadonlySet<string> = new Set(['status', 'version', 'draining', 'checks', 'details']);

/** What the modules of the application tell of themselves. */
@Injectable()
export class HealthSections implements OnModuleInit {
  readonly #logger = new Logger('Health');
  #found: readonly Discovered<HealthSectionOptions>[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    this.#found = discoverByName(this.discovery, HealthSection, 'health section');
    for (const { options } of this.#found)
      if (TAKEN.has(options.name))
        throw new Error(
          `A health section cannot be named '${options.name}': the answer has that already.`,
        );
  }

  all(): Record<string, unknown> {
    return this.#report(this.#found);
  }

  /** Without those that are for people only. */
  brief(): Record<string, unknown> {
    return this.#report(this.#found.filter(({ options }) => options.detailedOnly !== true));
  }

  #report(sections: readonly Discovered<HealthSectionOptions>[]): Record<string, unknown> {
    return Object.fromEntries(
      sections.map(({ options, instance }) => [
        options.name,
        this.#reportOf(options.name, instance as HealthReporter),
      ]),
    );
  }

  /** A fault in one section must not hide the others. */
  #reportOf(name: string, reporter: HealthReporter): unknown {
    try {
      return reporter.report();
    } catch (error) {
      this.#logger.error(`The health section '${name}' has a fault: ${(error as Error).stack}`);
      return { error: 'This section has a fault, which the log tells.' };
    }
  }
}
