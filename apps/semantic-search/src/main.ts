import 'reflect-metadata';
import { listen, runService } from 'llm-gateway/bootstrap';
import { createSearchService } from './create-search-service.js';
import { searchSettings } from './settings/search-settings.js';

await runService(async () => {
  const settings = searchSettings();
  await listen(await createSearchService(settings), settings);
});
