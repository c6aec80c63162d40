import 'reflect-metadata';
import { listen, runService } from 'llm-gateway/bootstrap';
import type { ShutdownSignals } from 'llm-gateway/signals';
import { createSearchService } from './create-search-service.js';
import { searchSettings } from './settings/search-settings.js';

export async function runSearch(signals: ShutdownSignals): Promise<void> {
  await runService(signals, async () => {
    const settings = searchSettings();
    return listen(await createSearchService(settings), settings);
  });
}
