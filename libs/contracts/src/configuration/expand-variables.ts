import { variableOf, type Environment } from './environment.js';

/** Replaces `${NAME}` by the environment's value. Throws when the variable is not set or empty. */
export function expandVariables(
  texts: Readonly<Record<string, string>>,
  environment: Environment,
  place: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      text.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
        const value = variableOf(environment, variable);
        if (value === undefined)
          throw new Error(`${place}.${name} names \${${variable}}, which is not set.`);
        return value;
      }),
    ]),
  );
}
