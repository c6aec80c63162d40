import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { listeningPort } from 'llm-gateway/testing';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** The built gateway in a process of its own, which a test may kill. */
export class GatewayProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    const child = spawn(process.execPath, ['dist/apps/gateway/src/main.js'], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        LLM_GATEWAY_HOST: '127.0.0.1',
        LLM_GATEWAY_PORT: '0',
        LLM_GATEWAY_LOG_LEVEL: 'silent',
        LLM_GATEWAY_CONFIG_DIR: '/nonexistent',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await listeningPort(child);
    return new GatewayProcess(child, `http://127.0.0.1:${port}`);
  }

  /** Ends it as a crash would: it can do nothing about it. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}
