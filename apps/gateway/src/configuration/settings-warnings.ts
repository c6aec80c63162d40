import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { gatewaySettings, type GatewaySettings } from '../settings/gateway-settings.js';

/** Tells at the start what in the environment looks like a mistake. */
@Injectable()
export class SettingsWarnings implements OnModuleInit {
  readonly #logger = new Logger('Configuration');

  constructor(@Inject(gatewaySettings.KEY) private readonly settings: GatewaySettings) {}

  onModuleInit(): void {
    for (const warning of this.settings.warnings) this.#logger.warn(warning);
  }
}
