import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { MEMBERS } from '@silkgauge/contract';
import { makeSecrets } from './make-secrets.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'silkgauge-deployed-'));

beforeAll(() => makeSecrets(folder, { names: [], givesAway: false, now: Date.now() }));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Files of secrets that a text names, below the folder where secrets are mounted. */
const filesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/\/run\/silkgauge\/([\w./-]+)/g)].map(([, path = '']) => path)),
];
/** Written later, by the commands of operators. */
const MADE_LATER = ['operators/operator.key'];

describe('docker-compose.secure.yml', () => {
  const { services } = parse(read('docker-compose.secure.yml'), { merge: true }) as {
    services: Record<string, { user?: string; command?: unknown; environment?: unknown }>;
  };

  it.each(Object.entries(services).filter(([name]) => name !== 'secure-secrets'))(
    '%s reads files that are made, of its own user alone',
    (_, service) => {
      const files = filesIn(JSON.stringify(service)).filter((file) => !MADE_LATER.includes(file));
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
      const owners = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
      const uids = MEMBERS.flatMap(({ name, uid }) => (owners.has(name) ? [uid] : []));
      expect(uids.length).toBeLessThanOrEqual(1);
      // The image of Kafka has its user from itself, that of PostgreSQL calls it by name.
      const user =
        { undefined: 1000, postgres: 999 }[String(service.user)] ?? Number(service.user?.split(':')[0]);
      for (const uid of uids) expect(user).toBe(uid);
    },
  );

  it('has a part for each folder of secrets', () => {
    const text = filesIn(JSON.stringify(services)).join('\n');
    const users = Object.values(services).map(({ user }) => user);
    for (const { name, uid } of MEMBERS)
      expect([name, text.includes(`${name}/`) || users.includes(`${String(uid)}:${String(uid)}`)]).toEqual([
        ...[name, true],
      ]);
  });
});

describe('deploy/kubernetes', () => {
  const documents = ['base', 'set-up'].flatMap((part) =>
    readdirSync(new URL(`deploy/kubernetes/${part}/`, root)).flatMap((file) =>
      parseAllDocuments(read(`deploy/kubernetes/${part}/${file}`)).map(
        (document) => document.toJS() as { kind: string; metadata?: { name: string } },
      ),
    ),
  );
  const workloads = documents.filter(({ kind }) => ['Deployment', 'Job'].includes(kind));

  it.each(workloads.map((workload) => [workload.metadata?.name ?? '', workload] as const))(
    '%s mounts a secret whose files are made',
    (_, workload) => {
      const text = JSON.stringify(workload);
      const [, secret = ''] = /"secretName":"([^"]+)"/.exec(text) ?? [];
      const files = filesIn(text);
      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((file) => !existsSync(join(folder, secret, file)))).toEqual([]);
    },
  );
});
