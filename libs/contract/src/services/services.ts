import { MEMBERS, SERVICES } from './declared.ts';

export type ServiceName = (typeof SERVICES)[number]['name'];
/** A program that listens. */
export type Service = (typeof SERVICES)[number];

/** A part of a secured system, and what it proves itself by. */
export interface Member {
  readonly name: string;
  /** The user that its container runs as: nobody else may read its folder. */
  readonly uid: number;
  /** A certificate for TLS, as a server or as a client. */
  readonly hasCertificate: boolean;
  /** Whether it is a principal of ops/kafka/acls.json, with a password. */
  readonly isPrincipal: boolean;
  /** Its role of ops/postgres/roles.sql, with a password. */
  readonly role: string | null;
  /** Files besides. */
  readonly secrets: readonly string[];
}

const BY_NAME: ReadonlyMap<string, Service> = new Map(SERVICES.map((service) => [service.name, service]));

/** @throws RangeError for a name that is no service's */
export function serviceNamed(name: string): Service {
  const found = BY_NAME.get(name);
  if (!found)
    throw new RangeError(`there is no service ${name}; there are ${[...BY_NAME.keys()].join(', ')}`);
  return found;
}

/** The port that a service listens on unless it is told another. */
export const portOf = (name: ServiceName): number => serviceNamed(name).port;

/** The address of a service on this machine. */
export const localUrl = (name: ServiceName): string => `http://127.0.0.1:${String(portOf(name))}`;

/** Members that have a file of secrets. */
export const membersWith = (secret: string): readonly Member[] =>
  (MEMBERS as readonly Member[]).filter(({ secrets }) => secrets.includes(secret));
