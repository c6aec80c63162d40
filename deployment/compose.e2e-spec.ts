import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkSettings } from './checks/check-settings.js';
import { appOf, checkDrain, drainSecondsOf, portOf } from './support/apps.js';
import { readCompose, secondsOf } from './support/compose-file.js';

const FILE = readFileSync('docker-compose.yml', 'utf8');
const DOCKERFILE = readFileSync('Dockerfile', 'utf8');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const { services } = readCompose();
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

const environmentOf = (name: string) => services[name]!.environment ?? {};

describe('docker-compose.yml', () => {
  it('has the gateway, Redis and both tool services, in one network', () => {
    expect(Object.keys(services).sort()).toEqual([
      'ai-agents-service',
      'llm-gateway',
      'redis',
      'semantic-search-service',
    ]);
    const networks = Object.values(services).map((service) => Object.keys(service.networks));
    expect(new Set(networks.flat())).toEqual(new Set(['gateway']));
  });

  it.each(ours)('builds %s with the argument that the Dockerfile takes', (_, { image, build }) => {
    const app = appOf(image)!;
    expect(build).toMatchObject({ dockerfile: 'Dockerfile', args: { APP: app.name } });
    for (const argument of Object.keys(build!.args))
      expect(DOCKERFILE).toMatch(new RegExp(`^ARG ${argument}\\b`, 'm'));
    expect(image).toBe(`${app.image}:${version}`);
  });

  it.each(ours)('tells %s nothing that it does not know or take', (name, { image }) => {
    expect(checkSettings(appOf(image)!, environmentOf(name))).toEqual([]);
  });

  it.each(Object.entries(services))('lets %s write to its volumes only', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      restart: 'unless-stopped',
    });
    // Ours have their user from the image.
    const user = service.build ? /(?<=^USER ).*/m.exec(DOCKERFILE)?.[0] : service.user;
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('names addresses at which the services listen', () => {
    const ports = { redis: 6_379, ...portsOfOurs() };
    const addresses = Object.values(services)
      .flatMap(({ environment = {} }) => Object.values(environment))
      .map((value) => /^\w+:\/\/([\w-]+):(\d+)$/.exec(value))
      .filter((match) => match !== null)
      .map(([, name, port]) => [name, Number(port)]);
    expect(addresses).toHaveLength(5);
    for (const address of addresses) expect(Object.entries(ports)).toContainEqual(address);
  });

  it('publishes the gateway on this machine, and nothing else', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map(({ target, published, host_ip }) => [name, host_ip, published, target]),
    );
    expect(published).toEqual([['llm-gateway', '127.0.0.1', '8080', 8_080]]);
  });

  it('starts the gateway when all others are healthy', () => {
    const { depends_on } = services['llm-gateway']!;
    const others = Object.keys(services).filter((name) => name !== 'llm-gateway');
    expect(Object.keys(depends_on!).sort()).toEqual(others.sort());
    for (const { condition } of Object.values(depends_on!))
      expect(condition).toBe('service_healthy');
  });

  it.each(ours)("asks %s by the image's own health check", (_, { healthcheck }) => {
    expect(healthcheck?.test).toBeUndefined();
    expect(DOCKERFILE).toMatch(/^HEALTHCHECK .*CMD \["node", "scripts\/check-health.mjs"\]$/m);
  });

  it('asks Redis how it is', () => {
    expect(services['redis']!.healthcheck?.test).toEqual(['CMD', 'redis-cli', 'ping']);
  });

  it.each(ours)('gives %s the time to finish', (name, { image, stop_grace_period }) => {
    const [app, environment] = [appOf(image)!, environmentOf(name)];
    expect(checkDrain(app, environment)).toEqual([]);
    expect(secondsOf(stop_grace_period)).toBeGreaterThanOrEqual(
      drainSecondsOf(app, environment) + 5,
    );
  });

  it('keeps sessions in a Redis that throws nothing away', () => {
    const { command, volumes } = services['redis']!;
    const words = command!.join(' ');
    expect(words).toContain('--appendonly yes');
    expect(words).toContain('--maxmemory-policy noeviction');
    expect(volumes).toMatchObject([{ type: 'volume', target: '/data' }]);
  });

  it('mounts the configuration and the data where the image has them', () => {
    const targets = services['llm-gateway']!.volumes!.map(({ target }) => target);
    expect(DOCKERFILE).toContain('WORKDIR /app\n');
    expect(DOCKERFILE).toContain('VOLUME /data\n');
    expect(targets).toEqual(['/app/config', '/data']);
  });
});

describe('docker-compose config', () => {
  it.each([
    ['an unknown field', 'read_only: true', 'read_onli: true', /read_onli/],
    ['a wrong type', 'cap_drop: [ALL]', 'cap_drop: ALL', /cap_drop/],
    ['a service that is not there', 'redis: {', 'valkey: {', /valkey/],
    ['a network that is not there', 'networks: [gateway]', 'networks: [other]', /other/],
  ])('refuses %s', (_, from, to, complaint) => {
    const file = 'docker-compose.broken.yml';
    try {
      writeFileSync(file, FILE.replace(from, to));
      expect(() => readCompose(file)).toThrow(complaint);
    } finally {
      rmSync(file);
    }
  });
});

function portsOfOurs(): Record<string, number> {
  return Object.fromEntries(
    ours.map(([name, { image }]) => [name, portOf(appOf(image)!)] as const),
  );
}
