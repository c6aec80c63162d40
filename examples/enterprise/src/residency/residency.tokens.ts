/** Names of the providers that data may go to: a `ReadonlySet<string>`. */
export const RESIDENT_PROVIDERS = Symbol('RESIDENT_PROVIDERS');
