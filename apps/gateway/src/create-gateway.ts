import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { prepareHttp } from 'llm-gateway/http';
import { AccessLogMiddleware, LOG, PinoLoggerService } from 'llm-gateway/observability';
import { AppModule } from './app.module.js';
import { serveApiDocument } from 'llm-gateway/bootstrap';
import { gatewaySettings, type GatewaySettings } from './settings/gateway-settings.js';

export interface Gateway {
  readonly app: NestExpressApplication;
  readonly settings: GatewaySettings;
}

/** The application, wired and ready to listen. */
export async function createGateway(): Promise<Gateway> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  const settings = app.get<GatewaySettings>(gatewaySettings.KEY);
  app.useLogger(new PinoLoggerService(app.get(LOG)));
  prepareHttp(app, {
    maximumBodyBytes: settings.maximumBodyBytes,
    observers: [app.get(AccessLogMiddleware)],
  });
  serveApiDocument(app, {
    title: 'LLM Gateway',
    description: "One endpoint in OpenAI's format for every LLM provider.",
  });
  return { app, settings };
}
