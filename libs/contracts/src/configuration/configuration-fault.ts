/** What is wrong at one place of a configuration file; whoever holds the file's text knows the line. */
export class ConfigurationFault extends Error {
  override readonly name = 'ConfigurationFault';

  /**
   * @param file its name without a folder: `providers.json`
   * @param param JSON path of the entry at fault: `tools[2].handler.url`
   * @param reason a sentence for the operator, with the fix
   */
  constructor(
    readonly file: string,
    readonly param: string,
    readonly reason: string,
  ) {
    super(`${file}: ${reason}`);
  }
}
