import 'reflect-metadata';
import { listen, runService } from 'llm-gateway/bootstrap';
import { createAgentsService } from './create-agents-service.js';
import { agentsSettings } from './settings/agents-settings.js';

await runService(async () => {
  const settings = agentsSettings();
  return listen(await createAgentsService(settings), settings);
});
