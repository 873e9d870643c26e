import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { openToOthers } from '@silkgauge/testing';

export const checkout = resolve(import.meta.dirname, '../..');

/** The services in the order they are shown: name of the room, variable and default of its port. */
export const SERVICES = [
  { name: 'growth-api', variable: 'GROWTH_API_PORT', port: 4100 },
  { name: 'customs-feed', variable: 'CUSTOMS_FEED_PORT', port: 4101 },
  { name: 'platform-sales', variable: 'PLATFORM_SALES_PORT', port: 4102 },
  { name: 'policy-notice', variable: 'POLICY_NOTICE_PORT', port: 4103 },
  { name: 'aggregation', variable: 'AGGREGATION_PORT', port: 4104 },
] as const;
export type ServiceName = (typeof SERVICES)[number]['name'];

export interface Place {
  readonly name: string;
  readonly variable: string;
  readonly port: number;
}

export interface Settings {
  /** All state of the local system; `SILKGAUGE_STATE` where it is set. */
  readonly folder: string;
  /** Said at start where the folder is not the usual one. */
  readonly folderNote: string | undefined;
  readonly services: readonly (Place & { name: ServiceName })[];
  /** Undefined where `KAFKA_BROKERS` or `DATABASE_URL` names one that is there already. */
  readonly kafka: Place | undefined;
  readonly postgres: Place | undefined;
  readonly brokers: string;
  /** What the loader is told to push: `SILKGAUGE_PUSH`, data sets by name, or `none`; all bundled ones unless told. */
  readonly push: readonly string[];
  /** Empty while PostgreSQL is ours. */
  readonly databaseUrl: string;
}

/** Reads the environment; every unusable port is named in one error. */
export function readSettings(
  env: NodeJS.ProcessEnv,
  root = checkout,
  asRoot = process.getuid?.() === 0,
): Settings {
  const faults: string[] = [];
  const place = <Name extends string>(name: Name, variable: string, fallback: number) => {
    const port = Number(env[variable] ?? fallback);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      faults.push(`${variable} is "${env[variable]}"; it must be a port, 1 to 65535`);
    }
    return { name, variable, port };
  };
  const services = SERVICES.map(({ name, variable, port }) => place(name, variable, port));
  const kafka = env['KAFKA_BROKERS'] ? undefined : place('Kafka', 'KAFKA_PORT', 9392);
  const postgres = env['DATABASE_URL'] ? undefined : place('PostgreSQL', 'POSTGRES_PORT', 5439);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const push = (env['SILKGAUGE_PUSH'] ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const chosen = env['SILKGAUGE_STATE'];
  return {
    ...(chosen
      ? { folder: resolve(root, chosen), folderNote: undefined }
      : stateFolder(root, asRoot && postgres !== undefined)),
    services,
    kafka,
    postgres,
    push: push.length === 0 ? ['--bundled'] : push.filter((word) => word !== 'none'),
    brokers: kafka ? `127.0.0.1:${kafka.port}` : (env['KAFKA_BROKERS'] ?? ''),
    databaseUrl: env['DATABASE_URL'] ?? '',
  };
}

/**
 * `.silkgauge` in the checkout. PostgreSQL does not run as root, and where another user cannot reach the checkout (it lies under /root, say)
 * everything is kept in a folder of /var/tmp that belongs to this checkout.
 */
export function stateFolder(root: string, asOtherUser: boolean): Pick<Settings, 'folder' | 'folderNote'> {
  const usual = join(root, '.silkgauge');
  if (!asOtherUser || openToOthers(dirname(usual))) return { folder: usual, folderNote: undefined };
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 8);
  const folder = join('/var/tmp', `silkgauge-of-${mark}`);
  return {
    folder,
    folderNote: `State is kept in ${folder}: PostgreSQL does not run as root, and ${root} is closed to its user.`,
  };
}
