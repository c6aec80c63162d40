export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The value of a variable without the line break that files and secrets end in; an empty one counts
 * as absent.
 */
export function variableOf(environment: Environment, name: string): string | undefined {
  return (Object.hasOwn(environment, name) && environment[name]?.trim()) || undefined;
}
