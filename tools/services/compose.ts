import { fill } from './fill.ts';
import type { Service, Services } from './services.ts';
import type { Target } from './declaration.ts';
import { portVariable, SECRET_VARIABLES, urlVariable } from './variables.ts';
import { comment, flow, settingLines, type Setting } from './yaml-text.ts';

export interface ComposeFrames {
  /** All that is no service. */
  readonly file: string;
  readonly service: string;
}

/** Jobs of the plain file, by what they make ready. */
const JOBS: Readonly<Record<string, string>> = { schema: 'migrate', topics: 'topics' };
const HOME = '/var/lib/silkgauge-';

/** docker-compose.yml. */
export function plainCompose(all: Services, frames: ComposeFrames): string {
  const { services } = all;
  const portOf = portsOf(services);
  const blocks = services.map((service) => {
    const { name, cache, asked, secrets = [] } = service;
    const settings: Setting[] = [
      ...cacheSettings(service),
      ...(secrets.includes('embargo-keys') ? [EMBARGO_KEYS] : []),
      ...(secrets.includes('secret-keys')
        ? [
            {
              name: 'NOTIFIER_SECRET_KEYS_FILE',
              value: `${HOME}${name}/secret-keys`,
              for: 'The first start makes the file.',
            },
          ]
        : []),
      ...asked.map((one) => ({ name: urlVariable(one), value: `http://${one}:${portOf(one)}` })),
      ...addresses(service, (one) => `http://127.0.0.1:${published(one, portOf(one))}`),
      ...further(service, 'plain'),
    ];
    const volumes = [
      ...(cache ? [`cache:${cache.path}`] : []),
      ...(secrets.includes('secret-keys') ? [`${name}:${HOME}${name}`] : []),
    ];
    const after = service.after.map((one) => {
      const job = JOBS[one];
      return job === undefined ? afterLine(one, STARTED) : afterLine(job, COMPLETED);
    });
    return fill(frames.service, {
      ...wordsOf(service, settings, volumes),
      after: after.join('\n'),
    });
  });
  const doors = services.filter(({ isFeed }) => isFeed).map(({ name }) => name);
  const asked = [...doors, ...(all.declared.roads['growth']?.to ?? [])];
  return fill(frames.file, {
    ...sharedWords(all),
    hosts: hosts(services, ''),
    services: blocks.join('\n'),
    doors: settingLines(
      asked.map((one) => ({ name: urlVariable(one), value: `http://${one}:${portOf(one)}` })),
    ),
    'after doors': doors.map((one) => afterLine(one, 'service_healthy')).join('\n'),
    volumes: [
      ...(services.some(({ cache }) => cache) ? ['cache:'] : []),
      ...services.flatMap(({ name, secrets = [] }) => (secrets.includes('secret-keys') ? [`${name}:`] : [])),
    ].join('\n'),
  });
}

/** docker-compose.secure.yml. */
export function secureCompose(all: Services, frames: ComposeFrames): string {
  const { services, declared } = all;
  const portOf = portsOf(services);
  const outside = (one: string) => `https://\${SILKGAUGE_NAME:-localhost}:${published(one, portOf(one))}`;
  const blocks = services.map((service) => {
    const { name, cache, asked, secrets = [], hasCallers, isPrincipal, role } = service;
    const settings: Setting[] = [
      ...(secrets.includes('embargo-keys') ? [EMBARGO_KEYS] : []),
      ...secrets.map((file) => ({
        name: SECRET_VARIABLES[file] ?? file,
        value: `/run/silkgauge/${name}/${file}`,
      })),
      ...cacheSettings(service),
      ...asked.map((one) => ({ name: urlVariable(one), value: `https://secure-${one}:${portOf(one)}` })),
      ...addresses(service, outside),
      ...further(service, 'secure'),
    ];
    const after = [
      ...service.after.flatMap((one) => {
        if (one === 'topics') return [];
        return [
          one === 'schema' ? afterLine('secure-grants', COMPLETED) : afterLine(`secure-${one}`, STARTED),
        ];
      }),
      ...(isPrincipal ? [afterLine('secure-operator', COMPLETED)] : []),
    ];
    return fill(frames.service, {
      ...wordsOf(
        service,
        settings,
        cache ? ['secure-secrets:/run/silkgauge:ro', `secure-cache:${cache.path}`] : [],
      ),
      principal: isPrincipal ? name : undefined,
      role: role ?? undefined,
      'database password':
        role === null ? '' : `DATABASE_PASSWORD_FILE: /run/silkgauge/${name}/database-password`,
      'fixed address': service.fixedAddress,
      published: hasCallers ? portVariable(name) : undefined,
      'why not published': hasCallers ? '' : '# Metrics alone are asked of it, so its port is not published.',
      after: after.join('\n'),
    });
  });
  const user = (uid: number | undefined) => `'${String(uid)}:${String(uid)}'`;
  return fill(frames.file, {
    ...sharedWords(all),
    hosts: hosts(services, 'secure-'),
    'user of administrator': user(declared.servers['admin']),
    'user of set up': user(declared.commands['set-up']?.user),
    'user of operators': user(declared.commands['operators']?.user),
    access: `https://secure-access:${portOf('access')}`,
    services: blocks.join('\n'),
    volumes: services.some(({ cache }) => cache) ? 'secure-cache:' : '',
  });
}

const COMPLETED = 'service_completed_successfully';
const STARTED = 'service_started';
const EMBARGO_KEYS: Setting = { name: 'EMBARGO_KEYS', value: '${EMBARGO_KEYS:-}' };

const afterLine = (name: string, condition: string): string => `${name}: { condition: ${condition} }`;

const portsOf = (services: readonly Service[]) => {
  const ports = new Map(services.map(({ name, port }) => [name, String(port)]));
  return (name: string): string => ports.get(name) ?? '';
};

/** The port on this machine, which a variable of the reader may say otherwise. */
const published = (name: string, port: string): string => `\${${portVariable(name)}:-${port}}`;

/** Names by which services call each other, of those that look at the name. */
const hosts = (services: readonly Service[], prefix: string): string =>
  services.flatMap(({ name, isPrincipal }) => (isPrincipal ? [prefix + name] : [])).join(',');

const sharedWords = ({ declared: { defaults } }: Services) => ({
  stop: String(defaults.stopSeconds),
  ready: defaults.probes.ready,
});

/** Words that both frames of a service have. */
const wordsOf = (
  { name, port, program, memory, isPrincipal }: Service,
  settings: readonly Setting[],
  volumes: readonly string[],
) => ({
  name,
  port: String(port),
  variable: portVariable(name),
  command: flow(['node', ...program]),
  environment: isPrincipal ? 'environment' : 'outside',
  settings: settingLines(settings),
  'why memory': comment(memory.for).join(''),
  memory: memory.limit % 1024 === 0 ? `${String(memory.limit / 1024)}g` : `${String(memory.limit)}m`,
  volumes: volumes.length === 0 ? undefined : flow(volumes),
});

const cacheSettings = ({ cache }: Service): Setting[] =>
  cache ? [{ name: cache.variable, value: cache.path, for: cache.for }] : [];

const addresses = ({ addresses: given = {} }: Service, addressOf: (name: string) => string): Setting[] =>
  Object.entries(given).map(([name, service]) => ({ name, value: addressOf(service) }));

const further = ({ settings = [] }: Service, target: Target): Setting[] =>
  settings.filter((setting) => setting.in.includes(target));
