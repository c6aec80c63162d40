import { GatewayError, type ChatRequest, type Provider } from 'llm-gateway/contracts';
import { SIMULATOR_KEYS, type SimulatorOptions } from './simulator.keys.js';

const MODEL_NAMES = ['echo', 'reasoner', 'embedding'] as const;
export type SimulatorModel = (typeof MODEL_NAMES)[number];

/** What a call asks the simulator for: one of its models, and how it should behave. */
export interface SimulatorCall {
  readonly model: SimulatorModel;
  readonly options: SimulatorOptions;
}

const METADATA_PREFIX = 'simulator_';

/**
 * Reads a model name such as `echo?latency_ms=200&status=429`, with the provider's quirks as
 * defaults and the request's metadata (`simulator_latency_ms`) on top.
 *
 * Throws `model_not_found` for another model, `invalid_request` for an unknown key or a bad value.
 */
export function simulatorCallOf(
  name: string,
  provider: Provider,
  metadata: ChatRequest['metadata'] = {},
): SimulatorCall {
  const mark = name.indexOf('?');
  const model = mark < 0 ? name : name.slice(0, mark);
  if (!isSimulatorModel(model))
    throw new GatewayError(
      'model_not_found',
      `The simulator has no model '${model}'; it has ${MODEL_NAMES.join(', ')}.`,
      { param: 'model', provider: provider.name },
    );
  const query = mark < 0 ? [] : [...new URLSearchParams(name.slice(mark + 1))];
  const options = {
    ...simulatorQuirksOf(provider),
    ...parse(query, () => 'model'),
    ...parse(ownMetadata(metadata), (key) => `metadata.${METADATA_PREFIX}${key}`),
  };
  return { model, options };
}

/** The same keys as defaults for all calls. Throws an `Error` that names the provider and the key. */
export function simulatorQuirksOf(provider: Provider): SimulatorOptions {
  const entries = Object.entries(provider.quirks).map(
    ([key, value]) => [key, String(value)] as const,
  );
  try {
    return parse(entries, (key) => `quirks.${key}`);
  } catch (error) {
    throw new Error(`Quirks of provider '${provider.name}': ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Is this metadata key an order to the simulator? */
export function isSimulatorKey(key: string): boolean {
  return key.startsWith(METADATA_PREFIX);
}

function ownMetadata(metadata: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return Object.entries(metadata)
    .filter(([key]) => isSimulatorKey(key))
    .map(([key, value]) => [key.slice(METADATA_PREFIX.length), value] as const);
}

function isSimulatorModel(name: string): name is SimulatorModel {
  return (MODEL_NAMES as readonly string[]).includes(name);
}

function parse(
  entries: readonly (readonly [string, string])[],
  paramOf: (key: string) => string,
): SimulatorOptions {
  let options: SimulatorOptions = {};
  for (const [key, value] of entries) {
    const known = Object.hasOwn(SIMULATOR_KEYS, key) ? SIMULATOR_KEYS[key] : undefined;
    if (!known)
      throw new GatewayError(
        'invalid_request',
        `The simulator does not know '${key}'; it knows ${Object.keys(SIMULATOR_KEYS).join(', ')}.`,
        { param: paramOf(key) },
      );
    const read = known.read(value);
    if (!read)
      throw new GatewayError(
        'invalid_request',
        `'${key}' is ${known.expected}, and not '${value.slice(0, 40)}'.`,
        { param: paramOf(key) },
      );
    options = { ...options, ...read };
  }
  return options;
}
