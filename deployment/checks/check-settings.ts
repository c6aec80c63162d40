import { SHIPPED_VENDORS } from 'llm-gateway/provider';
import type { App } from '../support/apps.js';

const OF_VENDORS = new Set(
  SHIPPED_VENDORS.flatMap(({ variablePrefix }) => [
    `${variablePrefix}_API_KEY`,
    `${variablePrefix}_BASE_URL`,
  ]),
);

/** Faults of an app's environment: a variable that it does not know, or a value that it refuses. */
export function checkSettings(app: App, environment: Readonly<Record<string, string>>): string[] {
  const known = new Set(app.settings.map(({ name }) => name));
  const faults = Object.keys(environment)
    .filter((name) => !known.has(name) && !(app.name === 'gateway' && OF_VENDORS.has(name)))
    .map((name) => `${app.name} knows no variable ${name}.`);
  try {
    app.read(environment);
  } catch (error) {
    faults.push((error as Error).message);
  }
  return faults;
}
