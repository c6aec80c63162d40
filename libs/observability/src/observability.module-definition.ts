import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { LevelWithSilent } from 'pino';

export interface ObservabilityModuleOptions {
  readonly logLevel: LevelWithSilent;
  /** One line for each request. */
  readonly accessLog: boolean;
}

export const {
  ConfigurableModuleClass: ConfigurableObservabilityModule,
  MODULE_OPTIONS_TOKEN: OBSERVABILITY_OPTIONS,
} = new ConfigurableModuleBuilder<ObservabilityModuleOptions>({ moduleName: 'Observability' })
  .setClassMethodName('forRoot')
  .build();
