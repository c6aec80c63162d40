import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { prepareHttp } from 'llm-gateway/http';
import { AccessLogMiddleware, LOG, PinoLoggerService } from 'llm-gateway/observability';
import { EnterpriseModule } from './enterprise.module.js';
import type { EnterpriseSettings } from './settings/enterprise-settings.js';

/** The application, ready to listen. */
export async function createEnterpriseGateway(
  settings: EnterpriseSettings,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(EnterpriseModule.forRoot(settings), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(new PinoLoggerService(app.get(LOG)));
  const { maximumBodyBytes } = settings;
  prepareHttp(app, { maximumBodyBytes, observers: [app.get(AccessLogMiddleware)] });
  return app;
}
