import { join } from 'node:path';
import { FilesSnapshot, type JsonFiles } from 'llm-gateway/configuration';
import { SchemaValidator } from 'llm-gateway/http';
import { ModelsFile, ProvidersFile } from 'llm-gateway/provider';

export interface ProviderContents {
  readonly providersFile: ProvidersFile;
  readonly modelsFile: ModelsFile;
}

const PROVIDERS = new SchemaValidator<ProvidersFile>(ProvidersFile, 'The file');
const MODELS = new SchemaValidator<ModelsFile>(ModelsFile, 'The file');

/** `providers.json` and `models.json`, which are resolved together; either may be absent. */
export function providerFiles(folder: string): JsonFiles<ProviderContents> {
  return {
    providersFile: { path: join(folder, 'providers.json'), validator: PROVIDERS },
    modelsFile: { path: join(folder, 'models.json'), validator: MODELS },
  };
}

export function readConfigFiles(folder: string): FilesSnapshot<ProviderContents> {
  return FilesSnapshot.readNow(providerFiles(folder));
}
