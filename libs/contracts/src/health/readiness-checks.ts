/** What the last run of one check found. */
export interface CheckState {
  readonly name: string;
  readonly isRequired: boolean;
  /** False also while there is no result yet. */
  readonly isUp: boolean;
}

/** The checks of the process, out of memory. Provided where there is a health module. */
export abstract class ReadinessChecks {
  abstract get states(): readonly CheckState[];
}
