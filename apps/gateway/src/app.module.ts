import cluster from 'node:cluster';
import { Module } from '@nestjs/common';
import { ConfigModule, type ConfigType } from '@nestjs/config';
import { VERSION, WorkersModule, rootController } from 'llm-gateway/bootstrap';
import { ChatModule } from 'llm-gateway/chat';
import { ConsoleModule } from 'llm-gateway/console';
import { HealthModule } from 'llm-gateway/health';
import { HttpModule } from 'llm-gateway/http';
import { ObservabilityModule } from 'llm-gateway/observability';
import { ProviderModule } from 'llm-gateway/provider';
import { ResilienceModule } from 'llm-gateway/resilience';
import { SessionsModule } from 'llm-gateway/sessions';
import { ToolsModule } from 'llm-gateway/tools';
import { GatewayConfigurationModule } from './configuration/gateway-configuration.module.js';
import { ENTRY_POINTS } from './entry-points.js';
import { gatewaySettings } from './settings/gateway-settings.js';

type Settings = ConfigType<typeof gatewaySettings>;

const inject = [gatewaySettings.KEY];

/** The stock gateway: a list of modules, none of which knows of this app. */
@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, load: [gatewaySettings], cache: true }),
    HttpModule,
    WorkersModule,
    ObservabilityModule.forRootAsync({
      inject,
      useFactory: ({ logLevel, accessLog }: Settings) => ({
        logLevel,
        accessLog,
        ...(cluster.worker && { worker: cluster.worker.id }),
      }),
    }),
    ProviderModule.forRootAsync({ inject, useFactory: ({ providers }: Settings) => providers }),
    ResilienceModule,
    SessionsModule.forRootAsync({ inject, useFactory: ({ sessions }: Settings) => sessions }),
    ToolsModule.forRootAsync({ inject, useFactory: ({ tools }: Settings) => tools }),
    ChatModule.forRootAsync({
      inject,
      useFactory: ({ heartbeatMs }: Settings) => ({ heartbeatMs }),
    }),
    GatewayConfigurationModule,
    ConsoleModule.forRootAsync({
      inject,
      useFactory: ({ console: enabled }: Settings) => ({ enabled }),
    }),
    HealthModule.forRootAsync({
      inject,
      useFactory: ({ health }: Settings) => ({ version: VERSION, ...health }),
    }),
  ],
  controllers: [rootController('llm-gateway', ENTRY_POINTS)],
})
export class AppModule {}
