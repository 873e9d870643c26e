import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { EXAMPLES, MEMBERS, ROLES } from '@silkgauge/contract';
import type { KafkaConfig } from '@silkgauge/kafka';
import {
  ask,
  certificateAuthority,
  ensureDatabase,
  newDataFolder,
  startApp,
  startKafkaCluster,
  startPostgres,
  startTokenServer,
  SUPER_USER,
  type AppOptions,
  type EmbeddedPostgres,
  type KafkaCluster,
  type RunningApp,
  type TokenServer,
} from '../services/index.ts';
import { runScript, type CommandResult } from '../fixtures/run-command.ts';
import type { Role } from './database-roles.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const COMMANDS = {
  topics: 'libs/kafka/dist/create-topics.js',
  acls: 'libs/kafka/dist/set-acls.js',
  migrate: 'libs/read-model/dist/migrate.js',
  access: 'apps/access/dist/cli/main.js',
} as const;
const PRINCIPALS = [...MEMBERS.flatMap(({ name, isPrincipal }) => (isPrincipal ? [name] : [])), ...EXAMPLES];

type Environment = Readonly<Record<string, string>>;

/** A broker, a database and a token server, empty, and services, with TLS only and secrets in files. */
export interface SecuredSystem {
  readonly cluster: KafkaCluster;
  readonly tokens: TokenServer;
  /** Client configuration of the super user, by certificate. */
  readonly superUser: KafkaConfig;
  /** Environment of a process with this principal: by password, or with `byToken` by tokens. */
  as(principal: string, how?: { readonly byToken: boolean }): Environment;
  asSuperUser(): Environment;
  /** Environment of a process with this role in the database. */
  role(role: Role, database: string): Environment;
  /** Creates a database as `ops/postgres` does. Returns its address for the superuser. */
  database(name: string): Promise<string>;
  command(name: keyof typeof COMMANDS, args: readonly string[], env: Environment): Promise<CommandResult>;
  start(app: string, env: Environment, options?: AppOptions): Promise<RunningApp>;
  stop(): Promise<void>;
}

export interface SecuredOptions {
  /** Lifetime of a token in seconds. */
  readonly tokenLife: number;
}

export async function startSecuredSystem({ tokenLife }: SecuredOptions): Promise<SecuredSystem> {
  const folder = newDataFolder('secured');
  const secret = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
    return path;
  };
  const ca = await certificateAuthority(folder);
  const passwords = Object.fromEntries(PRINCIPALS.map((name) => [name, `word-of-${name}`]));
  const tokens = await startTokenServer({
    clients: passwords,
    lifeSeconds: tokenLife,
    certificate: await ca.issue('tokens'),
  });
  const cluster = await startKafkaCluster({ brokers: 1, security: { ca, tokens, users: passwords } });
  const postgres = await startPostgres({ tls: { ...(await ca.issue('postgres')), caFile: ca.caFile } });
  const own = await ca.issue(SUPER_USER);
  const text = (path: string) => readFileSync(path, 'utf8');
  const mutual = cluster.addresses[0]?.mutual ?? '';
  const started: RunningApp[] = [];
  const trust = { KAFKA_CA_FILE: ca.caFile };
  // Requests of this process trust the services.
  const usual = getCACertificates('default');
  setDefaultCACertificates([...usual, text(ca.caFile)]);
  return {
    cluster,
    tokens,
    superUser: {
      brokers: [mutual],
      security: {
        protocol: 'SSL',
        tls: { ca: text(ca.caFile), cert: text(own.certFile), key: text(own.keyFile) },
      },
    },
    as: (principal, { byToken } = { byToken: false }) => {
      const file = secret(`${principal}.password`, passwords[principal] ?? '');
      const sasl = { ...trust, KAFKA_BROKERS: cluster.brokers, KAFKA_SECURITY: 'SASL_SSL' };
      if (!byToken)
        return {
          ...{ ...sasl, KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512' },
          ...{ KAFKA_USERNAME: principal, KAFKA_PASSWORD_FILE: file },
        };
      return {
        ...{ ...sasl, KAFKA_SASL_MECHANISM: 'OAUTHBEARER', KAFKA_OAUTH_TOKEN_URL: tokens.tokenUrl },
        ...{ KAFKA_OAUTH_CLIENT_ID: principal, KAFKA_OAUTH_CLIENT_SECRET_FILE: file },
        NODE_EXTRA_CA_CERTS: ca.caFile,
      };
    },
    asSuperUser: () => ({
      ...{ ...trust, KAFKA_BROKERS: mutual, KAFKA_SECURITY: 'SSL' },
      ...{ KAFKA_CERT_FILE: own.certFile, KAFKA_KEY_FILE: own.keyFile },
    }),
    role: (role, database) => ({
      DATABASE_URL: `postgres://silkgauge_${role}@localhost:${String(postgres.port)}/${database}?sslmode=verify-full`,
      DATABASE_CA_FILE: ca.caFile,
      DATABASE_PASSWORD_FILE: secret(`${role}.password`, `word-of-${role}`),
    }),
    database: (name) => database(postgres, name),
    command: (name, args, env) => runScript(COMMANDS[name], args, env),
    start: async (app, env, options) => {
      const { certFile, keyFile } = await ca.issue(app);
      const running = await startApp(
        app,
        {
          ...{ LOG_LEVEL: 'warn', SESSION_TIMEOUT_MS: '6000' },
          ...{ TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, ...env },
        },
        options,
      );
      started.push(running);
      return running;
    },
    stop: async () => {
      await Promise.all(started.map((app) => app.stop()));
      await cluster.close();
      await postgres.stop();
      await tokens.stop();
      setDefaultCACertificates(usual);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A superuser creates the roles with passwords; the owner migrates and grants. */
async function database(server: EmbeddedPostgres, name: string): Promise<string> {
  const url = await ensureDatabase(server.databaseUrl, name);
  await ask(url, text('ops/postgres/roles.sql'));
  for (const role of ROLES)
    await ask(url, `alter role ${role} password 'word-of-${role.replace('silkgauge_', '')}'`);
  return url;
}

const text = (path: string) => readFileSync(join(root, path), 'utf8');
