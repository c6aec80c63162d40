import type { AdapterAbility } from './adapter-ability.js';
import type { ConformanceContext } from './conformance-context.js';

/** One thing that every adapter must do. Fails by throwing, so that any test runner can run it. */
export interface ConformanceCase {
  readonly name: string;
  /** For adapters that have all of these. */
  readonly needs: readonly AdapterAbility[];
  /** And that do not have this one: the counterpart of the case that needs it. */
  readonly lacks?: AdapterAbility;
  run(context: ConformanceContext): Promise<void>;
}
