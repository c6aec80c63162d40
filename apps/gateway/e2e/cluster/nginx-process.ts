import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from 'llm-gateway/testing';

/** What stands in an nginx.conf below the process's own settings. */
export type NginxBlocks = (port: number, folder: string) => string;

/** A real nginx on a free port of loopback, with a folder of its own. */
export class NginxProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(blocks: NginxBlocks): Promise<NginxProcess> {
    const folder = await mkdtemp(join(tmpdir(), 'llm-gateway-nginx-'));
    const port = await freePort();
    await configure(folder, blocks(port, folder));
    const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const nginx = new NginxProcess(child, port, folder);
    await nginx.#accepts();
    return nginx;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As `nginx -s reload`: old workers take no connections, and end with those they have. */
  async reload(blocks: NginxBlocks): Promise<void> {
    await configure(this.folder, blocks(this.port, this.folder));
    this.child.kill('SIGHUP');
  }

  /** What it complained of. */
  errors(): Promise<string> {
    return readFile(join(this.folder, 'error.log'), 'utf8');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await exited;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  async #accepts(): Promise<void> {
    for (let attempt = 0; !(await canConnect(this.port)); attempt += 1) {
      if (attempt > 200 || this.child.exitCode !== null)
        throw new Error(`nginx did not start: ${await this.errors()}`);
      await sleep(50);
    }
  }
}

/** In one step, so that nginx never reads half a file. */
async function configure(folder: string, blocks: string): Promise<void> {
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const settings = `
    load_module /usr/lib/nginx/modules/ngx_stream_module.so;
    daemon off; worker_processes 1; pid nginx.pid; error_log error.log error; ${user}
    events { worker_connections 8192; }
    ${blocks}`;
  const file = join(folder, 'nginx.conf');
  await writeFile(`${file}.new`, settings);
  await rename(`${file}.new`, file);
}

async function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
