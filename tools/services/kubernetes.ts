import { fill } from './fill.ts';
import type { Service, Services } from './services.ts';
import { SECRET_VARIABLES, urlVariable } from './variables.ts';
import { flow } from './yaml-text.ts';

const SECRETS = '/run/silkgauge';
const APP = 'app.kubernetes.io/name';

/** Deployment, Service and PodDisruptionBudget of a service. */
export const kubernetesService = (service: Service, { services }: Services, frame: string): string => {
  const { name, memory, probes, cache, pods } = service;
  const amount = (mebibytes: number): string =>
    mebibytes % 1024 === 0 ? `${String(mebibytes / 1024)}Gi` : `${String(mebibytes)}Mi`;
  return fill(frame, {
    about: `# ${service.about}`,
    name,
    port: String(service.port),
    pods: String(pods),
    stop: String(service.stopSeconds),
    spread: pods > 1 ? spread(name) : '',
    command: flow(['node', ...service.program]),
    settings: environment(service, services).map(variableLines).join('\n'),
    ...probes,
    cpu: service.cpu,
    memory: amount(memory.limit),
    'memory request': amount(memory.request),
    'cache path': cache?.path,
    temporary: service.temporary,
    cache: cache ? `# ${cache.for}\n- name: cache\n  emptyDir: { sizeLimit: ${cache.size} }` : '',
  });
};

/** Its pods on different machines. */
const spread = (name: string): string => `topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector: { matchLabels: { ${APP}: ${name} } }`;

/** A variable on one line, or on two where it is long. */
function variableLines(variable: Variable): string {
  const line = `- ${flow(variable)}`;
  if (line.length <= 90) return line;
  const { name, ...rest } = variable;
  return [
    `- name: ${name}`,
    ...Object.entries(rest).map(([member, value]) => `  ${member}: ${flow(value)}`),
  ].join('\n');
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

/** Variables of a pod besides those that all share. DATABASE_URL has the host from the variable before it. */
function environment(service: Service, services: readonly Service[]): Variable[] {
  const { name, port, secrets = [], isPrincipal, role, asked, cache } = service;
  const at = (file: string) => `${SECRETS}/${file}`;
  const portOf = (other: string) => services.find((one) => one.name === other)?.port ?? 0;
  return [
    { name: 'PORT', value: String(port) },
    { name: 'TLS_CERT_FILE', value: at('tls.crt') },
    { name: 'TLS_KEY_FILE', value: at('tls.key') },
    ...(isPrincipal
      ? [
          { name: 'KAFKA_CA_FILE', value: at('ca.pem') },
          { name: 'KAFKA_USERNAME', value: name },
          { name: 'KAFKA_PASSWORD_FILE', value: at('kafka-password') },
        ]
      : []),
    ...secrets.map((file) => ({ name: SECRET_VARIABLES[file] ?? file, value: at(file) })),
    ...(role === null
      ? []
      : [
          {
            name: 'DATABASE_HOST',
            valueFrom: { configMapKeyRef: { name: 'silkgauge', key: 'DATABASE_HOST' } },
          },
          {
            name: 'DATABASE_URL',
            value: `postgres://${role}@$(DATABASE_HOST)/silkgauge?sslmode=verify-full`,
          },
          { name: 'DATABASE_CA_FILE', value: at('ca.pem') },
          { name: 'DATABASE_PASSWORD_FILE', value: at('database-password') },
        ]),
    ...asked.map((other) => ({
      name: urlVariable(other),
      value: `https://${other}:${String(portOf(other))}`,
    })),
    ...(asked.length > 0 ? [{ name: 'NODE_EXTRA_CA_CERTS', value: at('ca.pem') }] : []),
    ...(cache ? [{ name: cache.variable, value: cache.path }] : []),
  ];
}

/** deploy/kubernetes/base/kustomization.yaml. */
export const kustomization = ({ services }: Services, frame: string): string =>
  fill(frame, { files: services.map(({ name }) => `- ${name}.yaml`).join('\n') });

/** deploy/kubernetes/common/settings.yaml. */
export const sharedSettings = ({ services }: Services, frame: string): string =>
  fill(frame, { hosts: namesOf(services, ({ isPrincipal }) => isPrincipal).join(',') });

/** deploy/kubernetes/common/network-policies.yaml. */
export const networkPolicies = ({ services, declared: { roads } }: Services, frame: string): string =>
  fill(frame, {
    'with callers': flow(namesOf(services, ({ hasCallers }) => hasCallers)),
    'without kafka': flow(namesOf(services, ({ isPrincipal }) => !isPrincipal)),
    'with database': flow([...namesOf(services, ({ role }) => role !== null), 'schema']),
    'with keys': flow(namesOf(services, ({ isPrincipal }) => isPrincipal)),
    roads: Object.entries(roads)
      .map(([name, { to, for: use }]) =>
        road(
          name,
          namesOf(services, ({ asks = [] }) => asks.includes(name)),
          to,
          use,
        ),
      )
      .join('\n'),
  });

const namesOf = (services: readonly Service[], isWanted: (service: Service) => boolean): string[] =>
  services.filter(isWanted).map(({ name }) => name);

const road = (name: string, from: readonly string[], to: readonly string[], use: string): string => `---
# ${use}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
spec:
  podSelector:
    matchExpressions:
      - key: ${APP}
        operator: In
        values: ${flow(from)}
  policyTypes: [Egress]
  egress:
    - to:
${to.map((one) => `        - podSelector: { matchLabels: { ${APP}: ${one} } }`).join('\n')}
      ports: [{ protocol: TCP, port: https }]`;
