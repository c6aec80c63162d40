import { ConfigurationFault } from 'llm-gateway/contracts';

export const TOOLS_FILE = 'tools.json';

/** What a part of `tools.json` is at fault for. */
export class ToolsFileRefusal extends ConfigurationFault {
  /** @param param as `tools[2].handler.url` */
  constructor(param: string, reason: string) {
    super(TOOLS_FILE, param, `${param}: ${reason}`);
  }
}
