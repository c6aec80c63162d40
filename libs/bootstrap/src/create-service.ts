import type { ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { HealthModule } from 'llm-gateway/health';
import { HttpModule, prepareHttp, type HttpOptions } from 'llm-gateway/http';
import { rootController } from './root-controller.js';
import { serveApiDocument } from './serve-api-document.js';
import { VERSION } from './version.js';

export interface ServiceOutline extends Pick<ModuleMetadata, 'controllers' | 'providers'> {
  readonly name: string;
  readonly description: string;
  /** For `GET /`: paths by what they are for, beside those that every service has. */
  readonly links: Readonly<Record<string, string>>;
}

const COMMON_LINKS = { health: '/health', openapi: '/openapi.json', docs: '/docs' };

class ServiceModule {}

/** A small service that speaks HTTP as the gateway does, wired and ready to listen. */
export async function createService(
  { name, description, links, controllers = [], providers = [] }: ServiceOutline,
  options: HttpOptions,
): Promise<NestExpressApplication> {
  const module = {
    module: ServiceModule,
    imports: [HttpModule, HealthModule.forRoot({ version: VERSION })],
    controllers: [rootController(name, { ...links, ...COMMON_LINKS }), ...controllers],
    providers,
  };
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    abortOnError: false,
    logger: ['warn', 'error', 'fatal'],
  });
  prepareHttp(app, options);
  serveApiDocument(app, { title: name, description });
  return app;
}
