import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface ConsoleModuleOptions {
  /** Without it there is no `/console`, as if the module were not there. */
  readonly enabled: boolean;
}

export const {
  ConfigurableModuleClass: ConfigurableConsoleModule,
  MODULE_OPTIONS_TOKEN: CONSOLE_OPTIONS,
} = new ConfigurableModuleBuilder<ConsoleModuleOptions>({ moduleName: 'Console' })
  .setClassMethodName('forRoot')
  .build();
