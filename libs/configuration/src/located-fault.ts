/** What is wrong with a configuration file, and where: `config/tools.json:3: <the reason and the fix>`. */
export class LocatedFault extends Error {
  override readonly name = 'LocatedFault';

  constructor(
    readonly path: string,
    line: number,
    reason: string,
  ) {
    super(`${path}:${line}: ${reason.replace(/\.?$/, '.')}`);
  }
}
