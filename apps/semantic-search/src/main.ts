import 'reflect-metadata';
import { listen, runService } from 'llm-gateway/bootstrap';
import { createSearchService } from './create-search-service.js';
import { searchSettings } from './settings/search-settings.js';

await runService(async () => {
  const settings = searchSettings();
  return listen(await createSearchService(settings), settings);
});
