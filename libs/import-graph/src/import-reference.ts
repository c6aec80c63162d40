/** How one file refers to another; `type` leaves no trace when the code runs. */
export type ImportKind = 'import' | 're-export' | 'require' | 'dynamic' | 'type';

/** One import as it stands in the code, not yet resolved. */
export interface ImportReference {
  /** As written: `./a.js`, `lodash/fp`, `..pkg.module`; an expression when it is computed. */
  readonly specifier: string;
  readonly kind: ImportKind;
  /** Counted from 1. */
  readonly line: number;
  /** Python's `from specifier import names`: each may be a module of its own. */
  readonly names?: readonly string[];
  /** The specifier is an expression that only a run can tell. */
  readonly isComputed?: boolean;
}
