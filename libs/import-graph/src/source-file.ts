/** One file of the code that an agent works on. */
export interface SourceFile {
  /** Relative, with forward slashes; unique within a request. */
  readonly path: string;
  readonly content: string;
}
