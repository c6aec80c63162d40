import { ConfigurationError, type Environment } from 'llm-gateway/contracts';
import {
  SHIPPED_VENDORS,
  resolveProviders,
  type ProviderModuleOptions,
} from 'llm-gateway/provider';
import { HOUSE } from '../house/house.vendor.js';

/** The shipped vendors and our own, switched on by their variables. Throws a `ConfigurationError`. */
export function readProviders(environment: Environment): ProviderModuleOptions {
  try {
    return resolveProviders({ environment, vendors: [...SHIPPED_VENDORS, HOUSE] });
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    throw new ConfigurationError(error.errors.map(({ message }: Error) => message));
  }
}
