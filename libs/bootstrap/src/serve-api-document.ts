import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { VERSION } from './version.js';

export interface ApiOutline {
  readonly title: string;
  readonly description: string;
}

/** The OpenAPI document, generated from the routes and the schemas that validate them. */
function buildApiDocument(
  app: NestExpressApplication,
  { title, description }: ApiOutline,
): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle(title)
    .setDescription(description)
    .setVersion(VERSION)
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  return SwaggerModule.createDocument(app, outline);
}

/** Serves it at `/openapi.json`, and for people at `/docs`. Built on first use, to start fast. */
export function serveApiDocument(app: NestExpressApplication, outline: ApiOutline): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= buildApiDocument(app, outline)), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
  });
}
