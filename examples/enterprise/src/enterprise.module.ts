import { Module, type DynamicModule } from '@nestjs/common';
import { VERSION } from 'llm-gateway/bootstrap';
import { ChatModule } from 'llm-gateway/chat';
import { HealthModule } from 'llm-gateway/health';
import { HttpModule } from 'llm-gateway/http';
import { ObservabilityModule } from 'llm-gateway/observability';
import { ProviderModule } from 'llm-gateway/provider';
import { ResilienceModule } from 'llm-gateway/resilience';
import { ToolsModule } from 'llm-gateway/tools';
import { DirectoryModule } from './directory/directory.module.js';
import { HouseModule } from './house/house.module.js';
import { ResidencyModule } from './residency/residency.module.js';
import type { EnterpriseSettings } from './settings/enterprise-settings.js';
import { TeamKeysModule } from './team-keys/team-keys.module.js';

const HEARTBEAT_MS = 15_000;

/** The gateway's modules without sessions, which this house does not keep, and four of its own. */
@Module({})
export class EnterpriseModule {
  static forRoot(settings: EnterpriseSettings): DynamicModule {
    const { logLevel, providers, tools, teamKeys, residentProviders } = settings;
    return {
      module: EnterpriseModule,
      imports: [
        HttpModule,
        ObservabilityModule.forRoot({ logLevel, accessLog: true }),
        ProviderModule.forRoot(providers),
        ResilienceModule,
        ToolsModule.forRoot(tools),
        ChatModule.forRoot({ heartbeatMs: HEARTBEAT_MS }),
        HealthModule.forRoot({ version: VERSION }),
        HouseModule,
        DirectoryModule,
        TeamKeysModule.forRoot(teamKeys),
        ResidencyModule.forRoot(residentProviders),
      ],
    };
  }
}
