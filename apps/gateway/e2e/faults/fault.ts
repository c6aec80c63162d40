import type { ClusterUnderLoad } from '../cluster/under-load.js';

/** Something that goes wrong beside or in the gateways. */
export interface Fault {
  /** Names the load's phase: no blanks. */
  readonly name: string;
  /** For the table. */
  readonly title: string;
  /** Resolves when it is over, and the cluster is whole again. */
  strike(underLoad: ClusterUnderLoad): Promise<void>;
}
