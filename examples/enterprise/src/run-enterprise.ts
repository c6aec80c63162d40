import 'reflect-metadata';
import { listen, runService } from 'llm-gateway/bootstrap';
import type { ShutdownSignals } from 'llm-gateway/signals';
import { createEnterpriseGateway } from './create-enterprise-gateway.js';
import { enterpriseSettings } from './settings/enterprise-settings.js';

export async function runEnterprise(signals: ShutdownSignals): Promise<void> {
  await runService(signals, async () => {
    const settings = enterpriseSettings();
    return listen(await createEnterpriseGateway(settings), settings);
  });
}
