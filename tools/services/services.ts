import { Errors } from 'typebox/value';
import { FEEDS } from '../../libs/contract/src/topics.ts';
import { Declaration, type DeclaredGrants, type DeclaredRights } from './declaration.ts';
import { isFeed, topicsOf } from './topic-sets.ts';

/** A line of ops/kafka/acls.json. */
export interface AclLine {
  readonly principal: string;
  readonly operation: string;
  readonly topics?: readonly string[];
  readonly groups?: readonly string[];
  readonly transactionalIds?: readonly string[];
  readonly for: string;
}

/** Who logs in to the database, or a group of readers. */
export interface Role {
  readonly role: string;
  readonly locks: boolean;
  readonly grants: DeclaredGrants;
}

/** A service, with what holds for all. */
export type Service = Declaration['services'][string] &
  Omit<Declaration['defaults'], 'memory'> & {
    readonly name: string;
    readonly memory: { readonly limit: number; readonly request: number; readonly for?: string };
    readonly isFeed: boolean;
    readonly hasCallers: boolean;
    /** Whether it is a principal of the broker. */
    readonly isPrincipal: boolean;
    /** Names of the services that it asks. */
    readonly asked: readonly string[];
    readonly role: string | null;
  };

/** A part of a secured system, and what it proves itself by. */
export interface Member {
  readonly name: string;
  readonly uid: number;
  readonly hasCertificate: boolean;
  readonly isPrincipal: boolean;
  readonly role: string | null;
  readonly secrets: readonly string[];
}

/** All that ops/services.json says, each service with its defaults. */
export interface Services {
  readonly declared: Declaration;
  readonly services: readonly Service[];
  readonly acls: readonly AclLine[];
  /** Roles that log in: the owner of the tables, then services, then operators. */
  readonly roles: readonly Role[];
  readonly members: readonly Member[];
}

const READY = ['schema', 'topics'];

/**
 * Reads ops/services.json.
 *
 * @throws RangeError with a line for each fault
 */
export function readServices(text: string): Services {
  const given: unknown = JSON.parse(text);
  const wrong = Errors(Declaration, given).map(
    ({ instancePath, message, params }) =>
      `${instancePath === '' ? '/' : instancePath} ${message}${'additionalProperties' in params ? `: ${String(params.additionalProperties)}` : ''}`,
  );
  if (wrong.length > 0) throw new RangeError(wrong.join('\n'));
  const declared = given as Declaration;
  const faults = faultsOf(declared);
  if (faults.length > 0) throw new RangeError(faults.join('\n'));
  const services = Object.keys(declared.services).map((name) => serviceOf(declared, name));
  return {
    declared,
    services,
    acls: aclsOf(declared),
    roles: rolesOf(declared, services),
    members: membersOf(declared, services),
  };
}

const roleOf = (name: string): string => `silkgauge_${name.replaceAll('-', '_')}`;

function serviceOf({ defaults, roads, services }: Declaration, name: string): Service {
  const own = services[name] as Declaration['services'][string];
  return {
    ...defaults,
    ...own,
    name,
    memory: { ...defaults.memory, ...own.memory },
    isFeed: isFeed(name),
    hasCallers: own.callers ?? true,
    isPrincipal: own.rights !== undefined,
    asked: (own.asks ?? []).flatMap((road) => roads[road]?.to ?? []),
    role: own.database ? roleOf(name) : null,
  };
}

function aclsOf({ shared, services, commands, examples }: Declaration): readonly AclLine[] {
  const principals: [string, DeclaredRights][] = [
    ...Object.entries({ ...services, ...commands }).map(
      ([name, { rights = [] }]): [string, DeclaredRights] => [name, rights],
    ),
    ...Object.entries(examples),
  ];
  return principals.flatMap(([principal, rights]) =>
    rights
      .flatMap((right) => (typeof right === 'string' ? (shared[right] ?? []) : [right]))
      .map(({ operation, topics, ...rest }) => ({
        principal,
        operation,
        ...(topics && { topics: topics.flatMap((word) => topicsOf(word, principal) ?? []) }),
        ...rest,
      })),
  );
}

function rolesOf({ commands }: Declaration, services: readonly Service[]): readonly Role[] {
  const [owner, ...others] = Object.values(commands).map(({ database }) => database);
  const own = services.flatMap(({ role, database }) =>
    role !== null && database ? [{ role, ...database }] : [],
  );
  return [...(owner ? [owner] : []), ...own, ...others];
}

function membersOf({ servers, commands }: Declaration, services: readonly Service[]): readonly Member[] {
  return [
    ...Object.entries(servers).map(([name, uid]) => ({
      ...{ name, uid, hasCertificate: true, isPrincipal: false, role: null, secrets: [] },
    })),
    ...Object.entries(commands).map(
      ([
        name,
        {
          user,
          secrets = [],
          database: { role },
        },
      ]) => ({
        ...{ name, uid: user, hasCertificate: false, isPrincipal: true, role, secrets },
      }),
    ),
    ...services.map(({ name, port, isPrincipal, role, secrets = [] }) => ({
      ...{ name, uid: port, hasCertificate: true, isPrincipal, role, secrets },
    })),
  ];
}

/** What the parts of a declaration say of each other, and is not so. */
function faultsOf(declared: Declaration): string[] {
  const { shared, roads, services, commands, examples } = declared;
  const isService = (name: string) => Object.hasOwn(services, name);
  const unknown = (at: string, what: string, names: readonly string[], isKnown: (name: string) => boolean) =>
    names.filter((name) => !isKnown(name)).map((name) => `${at}: there is no ${what} ${name}`);
  const rightsFaults = (at: string, name: string, rights: DeclaredRights) =>
    rights.flatMap((right) => {
      if (typeof right === 'string' && !Object.hasOwn(shared, right))
        return [`${at}: there are no shared rights ${right}`];
      const lines = typeof right === 'string' ? (shared[right] ?? []) : [right];
      return unknown(
        at,
        'topic',
        lines.flatMap(({ topics = [] }) => topics),
        (word) => topicsOf(word, name) !== undefined,
      );
    });
  const byPort = Map.groupBy(Object.keys(services), (name) => services[name]?.port);
  return [
    ...FEEDS.filter((feed) => !isService(feed)).map(
      (feed) => `/services: the feed ${feed} of the contract is missing`,
    ),
    ...[...byPort].flatMap(([port, names]) =>
      names.length > 1 ? [`/services: ${names.join(' and ')} have one port, ${String(port)}`] : [],
    ),
    ...Object.entries(roads).flatMap(([name, { to }]) => unknown(`/roads/${name}`, 'service', to, isService)),
    ...Object.entries(services).flatMap(([name, { asks = [], after, addresses = {}, rights = [] }]) => {
      const at = `/services/${name}`;
      return [
        ...unknown(at, 'road', asks, (road) => Object.hasOwn(roads, road)),
        ...unknown(at, 'service', after, (one) => READY.includes(one) || isService(one)),
        ...unknown(at, 'service', Object.values(addresses), isService),
        ...rightsFaults(at, name, rights),
      ];
    }),
    ...Object.entries(commands).flatMap(([name, { rights }]) =>
      rightsFaults(`/commands/${name}`, name, rights),
    ),
    ...Object.entries(examples).flatMap(([name, rights]) => rightsFaults(`/examples/${name}`, name, rights)),
  ];
}
