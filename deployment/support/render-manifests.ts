import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { Manifests, type Manifest } from './manifests.js';

/** jest runs at the root of the repository. */
const ROOT = process.cwd();
const PACKAGES = join(ROOT, 'node_modules/.cache/python-packages');
const SERVICE_MONITOR = 'ServiceMonitor=deployment/schemas/service-monitor.schema.json';

export interface Rendering {
  readonly manifests: Manifests;
  /** What the schemas of Kubernetes say against it. */
  readonly faults: readonly string[];
}

const { findTool } = (await import(join(ROOT, 'scripts/deploy-tools/find-tool.mjs'))) as {
  findTool(name: string): string | undefined;
};

/** The command of a tool that scripts/ensure-deploy-tools.mjs sees to. */
export function toolNamed(name: string): string {
  const command = findTool(name);
  if (command === undefined) throw new Error(`There is no ${name}; npm test installs it.`);
  return command;
}

/** What `kubectl apply -k` would send for a folder. Throws with kubectl's words when it cannot. */
export function kustomize(folder: string): string {
  return execFileSync(toolNamed('kubectl'), ['kustomize', folder], { encoding: 'utf8' });
}

export function renderOverlay(folder: string): Rendering {
  return readManifests(kustomize(folder));
}

/** An overlay as a team would write it, on one of ours and with components of ours. */
export function renderWith(overlay: string, components: readonly string[]): Rendering {
  const folder = mkdtempSync(join(ROOT, 'node_modules/.cache/overlay-'));
  const pathOf = (path: string) => relative(folder, join(ROOT, path));
  const kustomization = {
    namespace: `llm-gateway-${basename(overlay)}`,
    resources: [pathOf(overlay)],
    components: components.map((component) => pathOf(component)),
  };
  try {
    writeFileSync(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
    return renderOverlay(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads YAML and validates it strictly against the schemas of a current release. */
export function readManifests(yaml: string): Rendering {
  const output = execFileSync('python3', ['deployment/read_manifests.py', SERVICE_MONITOR], {
    input: yaml,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: process.env['PYTHONPATH'] ?? PACKAGES },
  });
  const { documents, faults } = JSON.parse(output) as { documents: Manifest[]; faults: string[] };
  return { manifests: new Manifests(documents), faults };
}
