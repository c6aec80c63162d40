import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface HealthModuleOptions {
  /** The application's version, as the probes tell it. */
  readonly version: string;
  /** Time between two checks of a probe, in milliseconds; 2,000 by default. */
  readonly probeIntervalMs?: number;
  /** Longest that a check may take, in milliseconds; 1,000 by default. */
  readonly probeTimeoutMs?: number;
  /** Names of the probes without which there is no traffic. Absent: what the probes say themselves. */
  readonly readyRequires?: readonly string[];
  /** Resident memory of all workers beyond which they are unhealthy, in bytes; by default 95 % of the container's. */
  readonly memoryLimitBytes?: number;
  /** Longest that the event loop may be held up, in milliseconds; 5,000 by default. */
  readonly stallLimitMs?: number;
}

export const {
  ConfigurableModuleClass: ConfigurableHealthModule,
  MODULE_OPTIONS_TOKEN: HEALTH_OPTIONS,
} = new ConfigurableModuleBuilder<HealthModuleOptions>({ moduleName: 'Health' })
  .setClassMethodName('forRoot')
  .build();
