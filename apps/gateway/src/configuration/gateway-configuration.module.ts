import { Module } from '@nestjs/common';
import { ConfigurationModule } from 'llm-gateway/configuration';
import { ConfigurationMetrics } from './configuration-metrics.js';
import { ReloadedProviders } from './reloaded-providers.js';
import { SettingsWarnings } from './settings-warnings.js';

/** The gateway's configuration while it runs. */
@Module({
  imports: [ConfigurationModule],
  providers: [ConfigurationMetrics, ReloadedProviders, SettingsWarnings],
})
export class GatewayConfigurationModule {}
