import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parse } from 'yaml';
import { APPS, ASKED, hasEmbargoes, settingsOf } from './apps.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  image: string;
  profiles?: string[];
  user?: string;
  environment?: Record<string, string | number>;
  ports?: string[];
  command?: string[];
  healthcheck?: { test: string[] };
  cap_drop?: string[];
  read_only?: boolean;
  [other: string]: unknown;
}
interface Compose {
  include?: string[];
  services: Record<string, Service>;
}

/** Services that are started by a profile of their own alone. */
const BESIDE: Readonly<Record<string, string[]>> = {
  loader: ['data'],
  prometheus: ['observe'],
  grafana: ['observe'],
};

const plain = parse(read('docker-compose.yml'), { merge: true }) as Compose;
const secure = parse(read('docker-compose.secure.yml'), { merge: true }) as Compose;

it('docker compose up starts the plain services, and --profile secure the secured ones alone', () => {
  expect(plain.include).toEqual(['docker-compose.secure.yml']);
  expect(read('.env')).toMatch(/^COMPOSE_PROFILES=plain$/m);
  for (const [name, { profiles }] of Object.entries(plain.services))
    expect([name, profiles]).toEqual([name, BESIDE[name] ?? ['plain', 'observe']]);
  for (const [name, { profiles }] of Object.entries(secure.services)) {
    expect([name, profiles]).toEqual([name, ['secure']]);
    expect(name).toMatch(/^secure-/);
  }
});

describe.each(APPS.map((app) => [app.name, app] as const))('%s', (name, app) => {
  const [open, secured] = [plain.services[name], secure.services[`secure-${name}`]];

  it('is a service of both, with the same program and port', () => {
    expect(secured?.command).toEqual(open?.command);
    expect(secured?.environment?.['PORT']).toBe(app.port);
    expect(open?.environment?.['PORT']).toBe(app.port);
  });

  it('secured speaks TLS alone, asks for keys, and is a principal and a role of its own', () => {
    const environment = secured?.environment ?? {};
    const known = settingsOf(app);
    expect(environment['TLS_CERT_FILE']).toBe(`/run/silkgauge/${name}/tls.crt`);
    if (known.has('ACCESS')) expect(environment['ACCESS']).toBe('keys');
    if (known.has('KAFKA_USERNAME'))
      expect([environment['KAFKA_SECURITY'], environment['KAFKA_USERNAME']]).toEqual(['SASL_SSL', name]);
    if (known.has('DATABASE_URL')) {
      const role = `silkgauge_${name.replaceAll('-', '_')}`;
      expect(environment['DATABASE_URL']).toBe(
        `postgres://${role}@secure-postgres:5432/silkgauge?sslmode=verify-full`,
      );
    }
    expect(secured?.healthcheck?.test.join(' ')).toContain('https://');
  });

  it('has the keys of embargoes where it needs them, and knows whom it asks', () => {
    const environment = secured?.environment ?? {};
    expect(environment['EMBARGO_KEYS_FILE']).toBe(
      hasEmbargoes(app) ? `/run/silkgauge/${name}/embargo-keys` : undefined,
    );
    for (const [variable, asked] of ASKED) {
      const port = String(APPS.find((one) => one.name === asked)?.port);
      const isAsker = settingsOf(app).has(variable);
      expect([...[variable, open?.environment?.[variable], environment[variable]]]).toEqual([
        ...[variable, isAsker ? `http://${asked}:${port}` : undefined],
        isAsker ? `https://secure-${asked}:${port}` : undefined,
      ]);
    }
  });
});

it.each(Object.entries(secure.services))(
  '%s has no rights to spare, and no secret in its settings',
  (name, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service['security_opt']).toEqual(['no-new-privileges:true']);
    // Kafka's image writes its configuration beside its programs.
    expect(service.read_only ?? false).toBe(name !== 'secure-kafka');
    if (name !== 'secure-secrets') {
      expect(service['cap_add']).toBeUndefined();
      expect(service.user ?? '').not.toMatch(/root|^0/);
    } else expect(service['network_mode']).toBe('none');
    const names = Object.keys(service.environment ?? {});
    expect(
      names.filter((variable) => /(?:PASSWORD|SECRET|SECRET_KEYS|_KEY)$|INSECURE/.test(variable)),
    ).toEqual([]);
    for (const port of service.ports ?? []) expect(port).toMatch(/^\$\{SILKGAUGE_ADDRESS:-127\.0\.0\.1\}:/);
  },
);

it('of the programs all but the aggregation are published', () => {
  const published = Object.entries(secure.services).flatMap(([name, { ports }]) => (ports ? [name] : []));
  expect(published.sort()).toEqual(
    APPS.flatMap(({ name }) => (name === 'aggregation' ? [] : [`secure-${name}`])).sort(),
  );
});
