import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { LevelWithSilent } from 'pino';

export interface ObservabilityModuleOptions {
  readonly logLevel: LevelWithSilent;
  /** One line for each request. */
  readonly accessLog: boolean;
  /** On every line, where several workers write to one log. */
  readonly worker?: number;
}

export const {
  ConfigurableModuleClass: ConfigurableObservabilityModule,
  MODULE_OPTIONS_TOKEN: OBSERVABILITY_OPTIONS,
} = new ConfigurableModuleBuilder<ObservabilityModuleOptions>({ moduleName: 'Observability' })
  .setClassMethodName('forRoot')
  .build();
