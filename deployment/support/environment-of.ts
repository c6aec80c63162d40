import type { Container, Manifests } from './manifests.js';

/** Stands for a Redis that a Secret names: any address that is one. */
const FROM_SECRET = 'redis://redis.example:6379';

/** The variables that a container gets, but for those of optional Secrets. */
export function environmentOf(
  { env = [], envFrom = [] }: Container,
  manifests: Manifests,
): Readonly<Record<string, string>> {
  const maps = envFrom.map(({ configMapRef }) =>
    configMapRef ? manifests.find('ConfigMap', configMapRef.name)?.data : {},
  );
  const own = env.map(({ name, value }) => [name, value ?? FROM_SECRET]);
  return { ...Object.assign({}, ...maps), ...Object.fromEntries(own) };
}
