import { Injectable } from '@nestjs/common';
import { HealthSection, type HealthReporter } from 'llm-gateway/contracts';
import { EventLoopWatch } from '../liveness/event-loop-watch.js';
import { MemoryWatch } from '../liveness/memory-watch.js';

@Injectable()
@HealthSection({ name: 'process', detailedOnly: true })
export class ProcessSection implements HealthReporter {
  constructor(
    private readonly eventLoop: EventLoopWatch,
    private readonly memory: MemoryWatch,
  ) {}

  report(): unknown {
    const { rss, heapUsed } = process.memoryUsage();
    return {
      pid: process.pid,
      node: process.version,
      uptime_seconds: Math.round(process.uptime()),
      memory: {
        resident_bytes: rss,
        heap_used_bytes: heapUsed,
        limit_bytes: this.memory.limitBytes ?? null,
      },
      event_loop: {
        longest_delay_ms: Math.round(this.eventLoop.longestDelayMs),
        utilization: Math.round(performance.eventLoopUtilization().utilization * 1_000) / 1_000,
      },
    };
  }
}
