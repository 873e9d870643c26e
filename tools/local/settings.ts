import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { SERVICES } from '../../libs/contract/src/services/declared.ts';
import type { ServiceName } from '../../libs/contract/src/services/services.ts';
import { urlVariable } from '../../libs/contract/src/services/variables.ts';
import { openToOthers } from '../../harness/services/index.ts';

export const checkout = resolve(import.meta.dirname, '../..');

export interface Place {
  readonly name: string;
  readonly variable: string;
  readonly port: number;
}

export interface Settings {
  /** State of the local system; `SILKGAUGE_STATE` if set. */
  readonly folder: string;
  /** Message at start about an unusual folder. */
  readonly folderNote: string | undefined;
  readonly services: readonly (Place & { name: ServiceName })[];
  /** Undefined if `KAFKA_BROKERS` or `DATABASE_URL` names an existing server. */
  readonly kafka: Place | undefined;
  readonly postgres: Place | undefined;
  readonly brokers: string;
  /** Arguments of the loader, from `SILKGAUGE_PUSH`: data sets, none, or all bundled sets by default. */
  readonly push: readonly string[];
  /** Empty if the local system starts PostgreSQL. */
  readonly databaseUrl: string;
}

export const serviceUrl = ({ services }: Settings, name: ServiceName): string =>
  `http://127.0.0.1:${services.find((service) => service.name === name)?.port}`;

/** The address of every service, as the settings of programs name it. */
export const serviceUrls = (settings: Settings): Readonly<Record<string, string>> =>
  Object.fromEntries(SERVICES.map(({ name }) => [urlVariable(name), serviceUrl(settings, name)]));

/** @throws Error with every invalid port */
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
 * `.silkgauge` in the checkout, or a folder of /var/tmp for this checkout: PostgreSQL does not run as root,
 * and its user may have no access to the checkout, such as below /root.
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
