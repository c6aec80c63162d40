import 'reflect-metadata';
import { listen, runService } from 'llm-gateway/bootstrap';
import { createEnterpriseGateway } from './create-enterprise-gateway.js';
import { enterpriseSettings } from './settings/enterprise-settings.js';

await runService(async () => {
  const settings = enterpriseSettings();
  return listen(await createEnterpriseGateway(settings), settings);
});
