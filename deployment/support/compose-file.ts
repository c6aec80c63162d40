import { execFileSync } from 'node:child_process';
import { toolNamed } from './render-manifests.js';

/** A service of docker-compose.yml as `docker-compose config` resolves it. */
export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly dockerfile: string; readonly args: Readonly<Record<string, string>> };
  readonly command: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly {
    readonly target: number;
    readonly published: string;
    readonly host_ip?: string;
  }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[] };
  readonly volumes?: readonly {
    readonly type: string;
    readonly target: string;
    readonly source: string;
  }[];
  readonly networks: Readonly<Record<string, unknown>>;
  readonly read_only?: boolean;
  readonly restart?: string;
  readonly user?: string;
  readonly cap_drop?: readonly string[];
  readonly stop_grace_period?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
}

/** Validates a compose file as `docker compose up` does. Throws with what is wrong. */
export function readCompose(file = 'docker-compose.yml'): ComposeFile {
  const output = execFileSync(
    toolNamed('docker-compose'),
    ['--file', file, 'config', '--format', 'json'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return JSON.parse(output) as ComposeFile;
}

/** Of a duration like `1m5s`. */
export function secondsOf(duration: string | undefined): number {
  const [, minutes = 0, seconds = 0] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
