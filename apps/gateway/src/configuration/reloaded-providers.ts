import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ConfigurationFiles } from 'llm-gateway/configuration';
import { ProviderDirectory } from 'llm-gateway/provider';
import { gatewaySettings, type GatewaySettings } from '../settings/gateway-settings.js';
import { providerFiles } from '../settings/read-config-files.js';

/** Puts edits of `providers.json` and `models.json` into effect, both together. */
@Injectable()
export class ReloadedProviders implements OnApplicationBootstrap {
  constructor(
    @Inject(gatewaySettings.KEY) private readonly settings: GatewaySettings,
    private readonly files: ConfigurationFiles,
    private readonly directory: ProviderDirectory,
  ) {}

  onApplicationBootstrap(): void {
    const { configDir, resolveProviders } = this.settings;
    this.files
      .watch(providerFiles(configDir), 'The providers and models')
      .subscribe((contents) => this.directory.prepare(resolveProviders(contents)));
  }
}
