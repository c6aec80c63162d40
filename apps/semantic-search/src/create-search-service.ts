import type { NestExpressApplication } from '@nestjs/platform-express';
import { createService } from 'llm-gateway/bootstrap';
import { Embedder } from './embedder.js';
import { DocumentStore } from './index/document-store.js';
import { SearchController } from './search.controller.js';
import { SearchService } from './search.service.js';
import type { SearchSettings } from './settings/search-settings.js';

const OUTLINE = {
  name: 'semantic-search',
  description: 'Documents in, the passages that answer a question out.',
  links: { documents: '/v1/documents', search: '/v1/search', collections: '/v1/collections' },
  controllers: [SearchController],
};

/**
 * The application, with its index loaded, ready to listen: so it is ready as soon as it answers, and
 * searches go on without embeddings.
 */
export function createSearchService(settings: SearchSettings): Promise<NestExpressApplication> {
  const { dataDir, embeddingsModel, embeddingsUrl } = settings;
  const providers = [
    SearchService,
    { provide: DocumentStore, useValue: new DocumentStore(dataDir, embeddingsModel) },
    { provide: Embedder, useValue: new Embedder(embeddingsUrl, embeddingsModel) },
  ];
  return createService({ ...OUTLINE, providers }, settings);
}
