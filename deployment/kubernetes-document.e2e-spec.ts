import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { codeBlocks, readDocument } from '../apps/gateway/e2e/support/markdown.js';
import { readCompose } from './support/compose-file.js';
import type { Manifests } from './support/manifests.js';
import { readManifests, renderOverlay } from './support/render-manifests.js';

const blocks = codeBlocks(readDocument('docs/kubernetes.md'));
const commands = blocks
  .filter(({ language }) => language === 'sh')
  .flatMap(({ code }) => code.replaceAll('\\\n', '').trim().split('\n'));

const overlays = ['dev', 'staging', 'prod'].map(
  (name) => renderOverlay(`k8s/overlays/${name}`).manifests,
);

/** The overlay that a command is about, by its namespace. */
function overlayOf(command: string): Manifests | undefined {
  const namespace = / -n (\S+)/.exec(command)?.[1];
  return overlays.find((manifests) => manifests.find('Namespace', namespace ?? '') !== undefined);
}

describe('docs/kubernetes.md', () => {
  it('deploys in five commands', () => {
    const first = blocks.find(({ language }) => language === 'sh')!;
    expect(first.code.trim().split('\n')).toHaveLength(5);
  });

  it('has commands for this project and its cluster only', () => {
    const programs = new Set(commands.map((command) => command.split(' ')[0]));
    expect([...programs].sort()).toEqual(['docker', 'kind', 'kubectl']);
  });

  it('applies what is there, and what kubectl renders', () => {
    const applied = commands.flatMap(
      (command) => / apply -([fk]) (\S+)/.exec(command)?.slice(1) ?? [],
    );
    expect(applied).toHaveLength(6);
    for (const path of applied.filter((_, index) => index % 2 === 1))
      expect(existsSync(path)).toBe(true);
  });

  it('names namespaces and objects of the overlays', () => {
    const named = commands.filter((command) => command.includes(' -n '));
    expect(named).toHaveLength(5);
    for (const command of named) {
      const manifests = overlayOf(command);
      expect(manifests).toBeDefined();
      const [, kind, name] = / (deployment|service)\/([\w-]+)/.exec(command) ?? [];
      if (name === undefined) continue;
      const found = manifests!.find(kind === 'service' ? 'Service' : 'Deployment', name);
      expect(found).toBeDefined();
    }
  });

  it('makes the Secrets that the pods read', () => {
    const made = commands.flatMap(
      (command) => / secret generic ([\w-]+) /.exec(command)?.[1] ?? [],
    );
    const read = JSON.stringify(overlays.flatMap((manifests) => manifests.all('Deployment')));
    expect(made).toEqual(['llm-gateway-redis', 'llm-gateway-secrets']);
    for (const name of made) expect(read).toMatch(new RegExp(`"secret(Key)?Ref":{[^}]*"${name}"`));
  });

  it('loads the images that Compose builds', () => {
    const images = commands
      .find((command) => command.startsWith('kind'))!
      .split(' ')
      .slice(3);
    const built = Object.values(readCompose().services).flatMap(({ build, image }) =>
      build ? [image] : [],
    );
    expect(images.sort()).toEqual(built.sort());
  });

  it('labels namespaces as the policy asks', () => {
    const [, name, value] = / label namespace \S+ (\S+)=(\S+)/.exec(commands.join('\n'))!;
    const policies = JSON.stringify(overlays[0]!.find('NetworkPolicy', 'llm-gateway'));
    expect(policies).toContain(`"namespaceSelector":{"matchLabels":{"${name}":"${value}"}}`);
  });

  it('shows manifests that a current Kubernetes takes', () => {
    const manifests = blocks.filter(({ language }) => language === 'yaml');
    expect(manifests).toHaveLength(1);
    for (const { code } of manifests) expect(readManifests(code).faults).toEqual([]);
  });

  it('names components that are there', () => {
    const named = [...readDocument('docs/kubernetes.md').matchAll(/`(components\/[\w-]+)`/g)];
    expect(named).toHaveLength(4);
    for (const [, path] of named) expect(existsSync(`k8s/${path}/kustomization.yaml`)).toBe(true);
  });
});
