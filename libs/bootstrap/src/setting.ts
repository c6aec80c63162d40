/** What a setting is, for the documents and the checks that are generated from the code. */
export interface Setting {
  /** Of the environment variable. */
  readonly name: string;
  readonly about: string;
  /** Empty when it has none. */
  readonly fallback: string;
  /** What values it takes: `true or false`, `a whole number from 0 to 65535`. */
  readonly expected: string;
}
