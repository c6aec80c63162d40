import type { Readiness } from '../api/health.js';

const NOT_SECTIONS = new Set(['status', 'version', 'draining', 'checks', 'details']);

/** What people look for comes first; the others follow in the gateway's order. */
const FIRST = new Set(['providers']);

/** The parts of a detailed answer that modules of the gateway contributed, by name. */
export function sectionsOf(answer: Readiness): readonly (readonly [string, unknown])[] {
  const sections = Object.entries(answer).filter(([name]) => !NOT_SECTIONS.has(name));
  return sections.sort((one, other) => rank(one) - rank(other));
}

function rank([name]: readonly [string, unknown]): number {
  return FIRST.has(name) ? 0 : 1;
}
