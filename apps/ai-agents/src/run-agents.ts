import 'reflect-metadata';
import { listen, runService } from 'llm-gateway/bootstrap';
import type { ShutdownSignals } from 'llm-gateway/signals';
import { createAgentsService } from './create-agents-service.js';
import { agentsSettings } from './settings/agents-settings.js';

export async function runAgents(signals: ShutdownSignals): Promise<void> {
  await runService(signals, async () => {
    const settings = agentsSettings();
    return listen(await createAgentsService(settings), settings);
  });
}
