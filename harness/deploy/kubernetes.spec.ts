import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { APPS, ASKED, hasEmbargoes, settingsOf, type App } from './apps.ts';
import { manifestFaults } from './manifest-faults.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const FOLDERS = ['common', 'base', 'set-up'];

interface Container {
  name: string;
  image: string;
  command: string[];
  env?: { name: string; value?: string }[];
  ports?: { name: string; containerPort: number }[];
  securityContext: Record<string, unknown>;
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
  [probe: string]: unknown;
}
interface Resource {
  file: string;
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec: any;
  data?: Record<string, string>;
}

const textOf = (path: string) => readFileSync(join(root, 'deploy/kubernetes', path), 'utf8');
const documented = readFileSync(join(root, 'docs/operations/deploy.md'), 'utf8');
const kustomizations = FOLDERS.map((folder) => {
  const { resources: listed } = parse(textOf(`${folder}/kustomization.yaml`)) as { resources: string[] };
  return { folder, listed };
});
const resources: Resource[] = kustomizations.flatMap(({ folder, listed }) =>
  listed.flatMap((file) =>
    parseAllDocuments(textOf(`${folder}/${file}`)).map(
      (document) => ({ file, ...document.toJS() }) as Resource,
    ),
  ),
);
const of = (kind: string) => resources.filter((resource) => resource.kind === kind);
const named = (kind: string, name: string): Resource => {
  const found = of(kind).filter(({ metadata }) => metadata.name === name);
  expect(found.map(({ metadata }) => metadata.name)).toEqual([name]);
  return found[0] as Resource;
};
const shared = of('ConfigMap').find(({ metadata }) => metadata.name === 'silkgauge')?.data ?? {};
const podOf = ({ spec }: Resource) => spec.template.spec;
const containersOf = (resource: Resource): Container[] => [
  ...(podOf(resource).initContainers ?? []),
  ...podOf(resource).containers,
];
const workloads = [...of('Deployment'), ...of('Job')].map(
  (resource) => [resource.metadata.name, resource] as const,
);

/** Variables of Node itself, and of the commands of these files. */
const NOT_OURS = [
  ...['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'TMPDIR', 'DATABASE', 'DATABASE_HOST'],
  ...['MALLOC_ARENA_MAX', 'MALLOC_TRIM_THRESHOLD_', 'MALLOC_MMAP_THRESHOLD_'],
];

it('kustomizations list every file, each its own alone', () => {
  for (const { folder, listed } of kustomizations)
    expect([...listed].sort()).toEqual(
      readdirSync(join(root, 'deploy/kubernetes', folder))
        .filter((file) => file !== 'kustomization.yaml')
        .sort(),
    );
});

describe.each([
  ['base', ['Deployment', 'PodDisruptionBudget', 'Service']],
  ['set-up', ['Job']],
] as const)('kubectl delete -k %s', (folder, kinds) => {
  it('takes away what it runs: no namespace, which has all secrets, no settings and no policy', () => {
    const files = kustomizations.find((one) => one.folder === folder)?.listed ?? [];
    expect(
      [...new Set(resources.flatMap(({ file, kind }) => (files.includes(file) ? [kind] : [])))].sort(),
    ).toEqual(kinds);
  });
});

it('the documents delete the jobs by name, and those are all', () => {
  const jobs = of('Job').map(({ metadata }) => metadata.name);
  const [, told = ''] = /`kubectl -n silkgauge delete job ([^`]+)`/.exec(documented) ?? [];
  expect(told.split(' ').sort()).toEqual(jobs.sort());
  expect(documented).not.toMatch(/delete -k/);
});

it('every document is one that Kubernetes takes, and a slip in one is told', () => {
  const manifests = resources.map(({ file: _, ...manifest }) => manifest);
  expect(manifestFaults(manifests)).toEqual([]);
  const [deployment] = of('Deployment');
  const slip = JSON.stringify({ ...deployment, file: undefined })
    .replace('"readOnlyRootFilesystem":true', '"readOnlyRootFileSystem":true')
    .replace('"replicas":', '"replicas":"two","replica":');
  const faults = manifestFaults([JSON.parse(slip) as Resource]);
  expect(faults.join('\n')).toMatch(/readOnlyRootFileSystem/);
  expect(faults.join('\n')).toMatch(/string.*number/);
});

describe.each(APPS.map((app) => [app.name, app] as const))('%s', (name, app: App) => {
  it('has a Deployment, a Service and a PodDisruptionBudget that mean the same pods', () => {
    const labels = { 'app.kubernetes.io/name': name };
    const deployment = named('Deployment', name);
    expect(deployment.spec.template.metadata.labels).toEqual(labels);
    expect(deployment.spec.selector.matchLabels).toEqual(labels);
    expect(named('Service', name).spec.selector).toEqual(labels);
    const budget = named('PodDisruptionBudget', name).spec;
    expect(budget).toEqual({ maxUnavailable: 1, selector: { matchLabels: labels } });
  });

  it('runs its own program at its own port', () => {
    const [container] = containersOf(named('Deployment', name)) as [Container];
    expect(container.command).toEqual(['node', ...app.program]);
    expect(existsSync(join(root, app.config.replace('config.ts', 'main.ts')))).toBe(true);
    expect(container.ports).toEqual([{ name: 'https', containerPort: app.port }]);
    expect(container.env?.find((variable) => variable.name === 'PORT')?.value).toBe(String(app.port));
    expect(named('Service', name).spec.ports).toEqual([
      { name: 'https', port: app.port, targetPort: 'https' },
    ]);
  });

  it('has settings that it knows alone, and every one of TLS and least rights that it has', () => {
    const [container] = containersOf(named('Deployment', name)) as [Container];
    const own = (container.env ?? []).map((variable) => variable.name);
    const known = settingsOf(app);
    expect(own.filter((variable) => !known.has(variable) && !NOT_OURS.includes(variable))).toEqual([]);
    const needed = [
      'TLS_CERT_FILE',
      'TLS_KEY_FILE',
      'KAFKA_CA_FILE',
      'KAFKA_USERNAME',
      'KAFKA_PASSWORD_FILE',
    ];
    const database = ['DATABASE_URL', 'DATABASE_CA_FILE', 'DATABASE_PASSWORD_FILE'];
    for (const variable of [...needed, ...database]) if (known.has(variable)) expect(own).toContain(variable);
    for (const { name: variable, value = '' } of container.env ?? [])
      if (variable === 'DATABASE_URL')
        expect(value).toMatch(/^postgres:\/\/silkgauge_\w+@.*sslmode=verify-full$/);
    expect(own.filter((variable) => /PASSWORD$|SECRET$|KEYS$|INSECURE/.test(variable))).toEqual([]);
  });

  it('has the keys of embargoes where it needs them, and asks others by their names, over TLS', () => {
    const [container] = containersOf(named('Deployment', name)) as [Container];
    const own = new Map((container.env ?? []).map((variable) => [variable.name, variable.value]));
    expect(own.get('EMBARGO_KEYS_FILE')).toBe(hasEmbargoes(app) ? '/run/silkgauge/embargo-keys' : undefined);
    for (const [variable, asked] of ASKED) {
      const isAsker = settingsOf(app).has(variable);
      const port = APPS.find((one) => one.name === asked)?.port;
      expect([variable, own.get(variable)]).toEqual([
        ...[variable, isAsker ? `https://${asked}:${String(port)}` : undefined],
      ]);
      if (isAsker) expect(own.get('NODE_EXTRA_CA_CERTS')).toBe('/run/silkgauge/ca.pem');
    }
  });

  it('is asked over TLS whether it lives and is ready', () => {
    const [container] = containersOf(named('Deployment', name)) as [Container];
    for (const [probe, path] of [
      ['startupProbe', '/healthz'],
      ['livenessProbe', '/healthz'],
      ['readinessProbe', '/readyz'],
    ] as const)
      expect(container[probe]).toMatchObject({ httpGet: { path, port: 'https', scheme: 'HTTPS' } });
  });
});

it('settings that are shared are known to a service each, and those of Node are the measured ones', () => {
  const known = new Set(APPS.flatMap((app) => [...settingsOf(app)]));
  const strange = Object.keys(shared).filter((name) => !known.has(name) && !NOT_OURS.includes(name));
  expect(strange).toEqual([]);
  const measured = readFileSync(join(root, 'ops/node.env'), 'utf8').matchAll(/^(\w+)="?([^"\n]+)"?$/gm);
  for (const [, name = '', value] of measured) expect(shared[name]).toBe(value);
});

describe.each(workloads)('the pod of %s', (_, workload) => {
  it('has no rights: not root, no capability, no service account, a file system that is not written', () => {
    const pod = podOf(workload);
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.securityContext.runAsUser).toBeGreaterThan(999);
    expect(pod.automountServiceAccountToken).toBe(false);
    // Kubernetes would set ACCESS_PORT and its like.
    expect(pod.enableServiceLinks).toBe(false);
    for (const { securityContext, resources: room, volumeMounts } of containersOf(workload)) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(Object.keys(room.requests)).toEqual(['cpu', 'memory']);
      expect(room.limits).toHaveProperty('memory');
      expect(volumeMounts).toContainEqual({ name: 'secrets', mountPath: '/run/silkgauge', readOnly: true });
    }
    for (const { emptyDir } of pod.volumes) if (emptyDir) expect(emptyDir).toHaveProperty('sizeLimit');
  });

  it('runs programs that are in the image', () => {
    for (const { image, command } of containersOf(workload)) {
      if (image !== 'silkgauge') continue;
      const programs = command.join(' ').match(/(?:apps|libs|ops)\/[\w./-]+/g) ?? [];
      expect(programs.length).toBeGreaterThan(0);
      for (const program of programs) {
        const source = program.replace(/\/(?:dist|bundle)\//, '/src/').replace(/\.js$/, '.ts');
        expect([program, existsSync(join(root, source))]).toEqual([program, true]);
      }
    }
  });
});

describe('the network', () => {
  const policies = of('NetworkPolicy');
  const selects = ({ spec }: Resource, name: string): boolean => {
    const { matchLabels, matchExpressions = [] } = spec.podSelector;
    if (matchLabels && matchLabels['app.kubernetes.io/name'] !== name) return false;
    return matchExpressions.every(({ operator, values }: { operator: string; values: string[] }) =>
      operator === 'In' ? values.includes(name) : !values.includes(name),
    );
  };
  const allowed = (name: string, direction: 'ingress' | 'egress') =>
    policies
      .filter((policy) => selects(policy, name) && policy.spec[direction])
      .map(({ metadata }) => metadata.name);

  it('lets nothing in or out that is not said', () => {
    expect(named('NetworkPolicy', 'nothing').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    for (const { spec } of policies)
      for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])])
        expect(rule).toHaveProperty('ports');
  });

  it('lets callers to all but the aggregation, and services to what they have settings for', () => {
    for (const app of APPS) {
      const settings = settingsOf(app);
      const hasCallers = allowed(app.name, 'ingress').includes('callers');
      expect([app.name, hasCallers]).toEqual([app.name, app.name !== 'aggregation']);
      const out = allowed(app.name, 'egress');
      expect([app.name, out.includes('kafka')]).toEqual([app.name, settings.has('KAFKA_BROKERS')]);
      expect([app.name, out.includes('postgres')]).toEqual([app.name, settings.has('DATABASE_URL')]);
      expect([app.name, out.includes('web')]).toEqual([app.name, settings.has('ACCESS')]);
    }
    for (const job of ['topics', 'schema']) expect(allowed(job, 'ingress')).not.toContain('callers');
  });

  it('lets each to whom it asks by a setting, and all to a collector of traces', () => {
    const leadsTo = (name: string, asked: string) =>
      policies
        .filter((policy) => selects(policy, name))
        .flatMap(({ spec }) => spec.egress ?? [])
        .some(({ to = [] }: { to?: { podSelector?: unknown }[] }) =>
          to.some(
            ({ podSelector }) =>
              JSON.stringify(podSelector) ===
              JSON.stringify({ matchLabels: { 'app.kubernetes.io/name': asked } }),
          ),
        );
    for (const app of APPS) {
      for (const [variable, asked] of ASKED)
        expect([app.name, asked, leadsTo(app.name, asked)]).toEqual([
          ...[app.name, asked, settingsOf(app).has(variable)],
        ]);
      expect(allowed(app.name, 'egress')).toContain('traces');
    }
    expect(allowed('schema', 'egress')).not.toContain('traces');
  });

  it('lets sinks and key sets be public addresses alone', () => {
    const [rule, ...more] = named('NetworkPolicy', 'web').spec.egress;
    expect(more).toEqual([]);
    const familyOf = (address: string) => (address.includes(':') ? 'ipv6' : 'ipv4');
    const isIn = (cidrs: readonly string[], address: string) => {
      const list = new BlockList();
      for (const cidr of cidrs.filter((one) => familyOf(one) === familyOf(address))) {
        const [net = '', bits] = cidr.split('/');
        list.addSubnet(net, Number(bits), familyOf(net));
      }
      return list.check(address, familyOf(address));
    };
    const leadsOut = (address: string) =>
      rule.to.some(
        ({ ipBlock: { cidr, except = [] } }: any) => isIn([cidr], address) && !isIn(except, address),
      );
    for (const address of ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])
      expect([address, leadsOut(address)]).toEqual([address, true]);
    const inside = [
      ...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
      ...[
        '127.0.0.1',
        '169.254.169.254',
        '0.0.0.0',
        '192.0.0.8',
        '198.18.0.1',
        '224.0.0.1',
        '255.255.255.255',
      ],
      ...[
        '::1',
        '::',
        'fc00::1',
        'fd12:3456::1',
        'fe80::1',
        'ff02::1',
        '::ffff:10.0.0.1',
        '64:ff9b::a00:1',
        '2002:a00:1::',
      ],
    ];
    for (const address of inside) expect([address, leadsOut(address)]).toEqual([address, false]);
  });

  it('has the ports of the settings', () => {
    const ports = (name: string) =>
      named('NetworkPolicy', name).spec.egress.flatMap((rule: any) =>
        rule.ports.map(({ port }: any) => port),
      );
    const given = (name: string) => [
      ...new Set(shared[name]?.split(',').map((host) => Number(host.split(':')[1]))),
    ];
    expect(ports('kafka')).toEqual(given('KAFKA_BROKERS'));
    expect(ports('postgres')).toEqual(given('DATABASE_HOST'));
  });
});
