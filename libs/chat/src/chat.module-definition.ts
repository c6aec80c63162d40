import { ConfigurableModuleBuilder } from '@nestjs/common';

export interface ChatModuleOptions {
  /** Milliseconds of upstream silence after which a stream gets a comment. */
  readonly heartbeatMs: number;
}

export const {
  ConfigurableModuleClass: ConfigurableChatModule,
  MODULE_OPTIONS_TOKEN: CHAT_OPTIONS,
} = new ConfigurableModuleBuilder<ChatModuleOptions>({ moduleName: 'Chat' })
  .setClassMethodName('forRoot')
  .build();
