import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { plainCompose, secureCompose } from './compose.ts';
import { servicesCode } from './code.ts';
import { grantsSql, passwordsSql, rolesSql } from './database.ts';
import { Declaration } from './declaration.ts';
import { fill } from './fill.ts';
import { kubernetesService, kustomization, networkPolicies, sharedSettings } from './kubernetes.ts';
import { readServices, type Services } from './services.ts';

export const checkout = join(import.meta.dirname, '../..');
export const DECLARATION = 'ops/services.json';

/** A file that is made: its path, the frames that it is filled in of, and its text. */
interface Made {
  readonly path: string;
  readonly frames: readonly string[];
  make(services: Services, ...frames: string[]): string;
}

const compose = (
  path: string,
  make: (services: Services, frames: { readonly file: string; readonly service: string }) => string,
): Made => ({
  path,
  frames: [path, path.replace(/yml$/, 'service.yml')],
  make: (services, file = '', service = '') => make(services, { file, service }),
});

const framed = (path: string, frame: string, make: (services: Services, frame: string) => string): Made => ({
  path,
  frames: [frame],
  make: (services, text = '') => make(services, text),
});

/** Files of which the declaration alone says which there are. */
const ofEach = ({ services }: Services): Made[] =>
  services.map((service) =>
    framed(`deploy/kubernetes/base/${service.name}.yaml`, 'kubernetes.service.yaml', (all, frame) =>
      kubernetesService(service, all, frame),
    ),
  );

const MADE: readonly Made[] = [
  compose('docker-compose.yml', plainCompose),
  compose('docker-compose.secure.yml', secureCompose),
  framed('deploy/kubernetes/base/kustomization.yaml', 'kubernetes.base.yaml', kustomization),
  framed('deploy/kubernetes/common/settings.yaml', 'kubernetes.settings.yaml', sharedSettings),
  framed(
    'deploy/kubernetes/common/network-policies.yaml',
    'kubernetes.network-policies.yaml',
    networkPolicies,
  ),
  framed('ops/prometheus/prometheus.yml', 'prometheus.yml', ({ services }, frame) =>
    fill(frame, { targets: services.map(({ name, port }) => `- ${name}:${String(port)}`).join('\n') }),
  ),
  framed('ops/postgres/roles.sql', 'roles.sql', rolesSql),
  framed('ops/postgres/passwords.sql', 'passwords.sql', passwordsSql),
  framed('ops/postgres/grants.sql', 'grants.sql', grantsSql),
  { path: 'ops/kafka/acls.json', frames: [], make: ({ acls }) => JSON.stringify(acls, null, 1) },
  { path: 'ops/services.schema.json', frames: [], make: () => JSON.stringify(Declaration, null, 1) },
  { path: 'libs/contract/src/services/declared.ts', frames: [], make: servicesCode },
];

/** Every file that is made of a declaration, its text by its path. */
export async function madeOf(declaration: string): Promise<ReadonlyMap<string, string>> {
  const services = readServices(declaration);
  const texts = await Promise.all(
    [...MADE, ...ofEach(services)].map(async ({ path, frames, make }) => {
      const sources = frames.map((name) => join('ops/frames', name));
      const made = make(services, ...sources.map((source) => readFileSync(join(checkout, source), 'utf8')));
      return [path, await laidOut(path, firstLine(path, sources) + made)] as const;
    }),
  );
  return new Map(texts);
}

/** What the file is made of. JSON has no comments. */
function firstLine(path: string, frames: readonly string[]): string {
  const [, ending = ''] = /\.(\w+)$/.exec(path) ?? [];
  const mark = { yml: '#', yaml: '#', sql: '--', ts: '//' }[ending];
  if (mark === undefined) return '';
  return `${mark} Made from ${[DECLARATION, ...frames].join(', ')} by npm run -s services: a change is made there.\n`;
}

async function laidOut(path: string, text: string): Promise<string> {
  const filepath = join(checkout, path);
  if (path.endsWith('.sql')) return `${text.trimEnd()}\n`;
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
