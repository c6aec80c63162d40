import {
  ConfigurationFault,
  DEFAULT_DEADLINES,
  Secret,
  checkBaseUrl,
  expandVariables,
  variableOf,
  type Environment,
  type Provider,
} from 'llm-gateway/contracts';
import type { ConfiguredVendor } from './merge-vendors.js';
import type { ModelsFile } from './models-file.schema.js';

const FILE = 'providers.json';
const DEFAULT_RETRIES = 2;

/** What a header may carry. */
const VISIBLE_ASCII = /^[\x20-\x7e]*$/;

/**
 * A vendor as a provider; undefined when its key or address is missing. `configuredBy` is empty when
 * nothing switched it on. Throws an `Error` that names the variable or file entry at fault.
 */
export function configureProvider(
  vendor: ConfiguredVendor,
  environment: Environment,
  { facts = {} }: ModelsFile,
): Provider | undefined {
  const key = variableOf(environment, vendor.keyVariable);
  const own = ownBaseUrl(vendor, environment);
  const baseUrl = own?.text ?? vendor.baseUrl;
  if (!baseUrl || (vendor.needsKey && !key)) return undefined;
  if (!VISIBLE_ASCII.test(key ?? ''))
    throw new Error(`${vendor.keyVariable} holds a character that no HTTP header can carry.`);
  const modelFacts = Object.hasOwn(facts, vendor.name) ? (facts[vendor.name] ?? []) : [];
  return {
    name: vendor.name,
    adapter: vendor.adapter,
    baseUrl: own ? own.check() : baseUrl,
    ...(key && { apiKey: new Secret(key) }),
    configuredBy: vendor.alwaysOn ? 'built in' : key ? vendor.keyVariable : (own?.origin ?? ''),
    headers: expandHeaders(vendor, environment),
    query: vendor.query ?? {},
    deadlines: { ...DEFAULT_DEADLINES, ...vendor.deadlines },
    maximumRetries: vendor.maximumRetries ?? DEFAULT_RETRIES,
    models: [...modelFacts, ...vendor.models],
    quirks: vendor.quirks ?? {},
  };
}

/** The operator's address: the variable wins over the file. */
function ownBaseUrl(vendor: ConfiguredVendor, environment: Environment) {
  const variable = `${vendor.variablePrefix}_BASE_URL`;
  const text = variableOf(environment, variable);
  if (text !== undefined)
    return { text, origin: variable, check: () => checkBaseUrl(text, variable) };
  const { name, configuredBaseUrl } = vendor;
  if (configuredBaseUrl === undefined) return undefined;
  const param = `providers.${name}.baseUrl`;
  return {
    text: configuredBaseUrl,
    origin: FILE,
    check: () => atPlace(param, () => checkBaseUrl(configuredBaseUrl, `'${param}'`)),
  };
}

function expandHeaders({ name, headers = {} }: ConfiguredVendor, environment: Environment) {
  const place = `providers.${name}.headers`;
  const expanded = Object.entries(headers).map(([header, text]) =>
    atPlace(`${place}.${header}`, () => expandVariables({ [header]: text }, environment, place)),
  );
  return Object.assign({}, ...expanded) as Record<string, string>;
}

function atPlace<Value>(param: string, check: () => Value): Value {
  try {
    return check();
  } catch (error) {
    throw new ConfigurationFault(FILE, param, (error as Error).message);
  }
}
