import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SchemaValidator } from 'llm-gateway/http';
import { ModelsFile, ProvidersFile } from 'llm-gateway/provider';

export interface ConfigFiles {
  readonly providersFile?: ProvidersFile;
  readonly modelsFile?: ModelsFile;
}

const PROVIDERS = new SchemaValidator<ProvidersFile>(ProvidersFile, 'The file');
const MODELS = new SchemaValidator<ModelsFile>(ModelsFile, 'The file');

/** Reads `providers.json` and `models.json`; either may be absent. */
export function readConfigFiles(folder: string, faults: string[]): ConfigFiles {
  const providersFile = read(join(folder, 'providers.json'), PROVIDERS, faults);
  const modelsFile = read(join(folder, 'models.json'), MODELS, faults);
  return { ...(providersFile && { providersFile }), ...(modelsFile && { modelsFile }) };
}

function read<File>(
  path: string,
  validator: SchemaValidator<File>,
  faults: string[],
): File | undefined {
  try {
    return validator.check(parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    faults.push(`${path}: ${(error as Error).message}`);
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`The file is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}
