import {
  Inject,
  Module,
  RequestMethod,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import {
  CONSOLE_OPTIONS,
  ConfigurableConsoleModule,
  type ConsoleModuleOptions,
} from './console.module-definition.js';
import { siteFolder } from './site-folder.js';
import { serveSite } from './serve-site.js';

/**
 * A page for people at `/console`, out of `apps/console`. It uses the public API of its own origin and
 * nothing else. The files hold no secrets, and stand before guards: a browser has no key to open a page.
 */
@Module({})
export class ConsoleModule extends ConfigurableConsoleModule implements NestModule {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleModuleOptions) {
    super();
  }

  configure(consumer: MiddlewareConsumer): void {
    if (!this.options.enabled) return;
    consumer
      .apply(serveSite(siteFolder))
      .forRoutes({ path: 'console{/*path}', method: RequestMethod.GET });
  }
}
