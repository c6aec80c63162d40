import type { ComposeFile } from '../support/compose-file.js';
import type { Manifests } from '../support/manifests.js';

/** Faults of images: `docker compose build` has to make what the pods run, by name and by tag. */
export function checkImages(manifests: Manifests, { services }: ComposeFile): string[] {
  const known = new Set(Object.values(services).map(({ image }) => image));
  return manifests
    .all('Deployment')
    .flatMap(({ spec }) => spec.template.spec.containers)
    .filter(({ image }) => !known.has(image.split('/').at(-1)!))
    .map(({ image }) => `docker-compose.yml builds and names no ${image}.`);
}
