import { GatewayError } from 'llm-gateway/contracts';

const MAXIMUM_SIZE = 200_000;
const MAXIMUM_DEPTH = 100;

/**
 * Bounds the work for one schema, which comes from a client: values, characters and the branches
 * that are looked at together, and how deep they are nested. Throws `unsupported_value` beyond.
 */
export class FillBudget {
  #left = MAXIMUM_SIZE;

  /** @param param the request field that holds the schema */
  constructor(readonly param: string) {}

  spend(size: number): void {
    this.#left -= size;
    if (this.#left < 0)
      throw this.refuse(`it asks for more than ${MAXIMUM_SIZE} values or letters`);
  }

  checkDepth(depth: number): void {
    if (depth > MAXIMUM_DEPTH)
      throw this.refuse(`its values have no end within ${MAXIMUM_DEPTH} levels`);
  }

  refuse(why: string): GatewayError {
    return new GatewayError(
      'unsupported_value',
      `The simulator cannot make up a value for the schema in '${this.param}': ${why}.`,
      { param: this.param },
    );
  }
}
