import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { ConfigurationFault, Provider } from 'llm-gateway/contracts';
import type { RouteTable } from './routing/route-table.js';

export interface ProviderModuleOptions extends RouteTable {
  /** Local providers that join when something answers at their address. */
  readonly detectable: readonly Provider[];
  /** Says where a fault stands, when the options come out of files: `config/providers.json:3: ...` */
  readonly locate?: (fault: ConfigurationFault) => string;
}

export const {
  ConfigurableModuleClass: ConfigurableProviderModule,
  MODULE_OPTIONS_TOKEN: PROVIDER_OPTIONS,
} = new ConfigurableModuleBuilder<ProviderModuleOptions>({ moduleName: 'Provider' })
  .setClassMethodName('forRoot')
  .setExtras({ global: false })
  .build();
