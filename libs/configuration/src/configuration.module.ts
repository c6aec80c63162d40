import { Module } from '@nestjs/common';
import { ConfigurationFiles } from './configuration-files.js';
import { ConfigurationProbe } from './configuration.probe.js';
import { ConfigurationSection } from './configuration.section.js';

/** Files of the configuration that take effect while the application runs. */
@Module({
  providers: [ConfigurationFiles, ConfigurationProbe, ConfigurationSection],
  exports: [ConfigurationFiles],
})
export class ConfigurationModule {}
