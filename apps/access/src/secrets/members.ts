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
}

const service = (name: string, uid: number, role: string | null = null): Member => ({
  ...{ name, uid, hasCertificate: true, isPrincipal: true, role },
});
const command = (name: string, uid: number, role: string): Member => ({
  ...{ name, uid, hasCertificate: false, isPrincipal: true, role },
});
/** What speaks TLS, and to neither broker nor database with a password. */
const server = (name: string, uid: number): Member => ({
  ...{ name, uid, hasCertificate: true, isPrincipal: false, role: null },
});

/** The users of the images of PostgreSQL and Kafka; a service's is its port. */
export const MEMBERS: readonly Member[] = [
  server('postgres', 999),
  server('kafka', 1000),
  server('admin', 4190),
  command('set-up', 4191, 'silkgauge_owner'),
  command('operators', 4192, 'silkgauge_operator'),
  service('customs-feed', 4101),
  service('platform-sales', 4102),
  service('policy-notice', 4103),
  service('aggregation', 4104, 'silkgauge_aggregation'),
  service('growth-api', 4100, 'silkgauge_growth_api'),
  service('notifier', 4105, 'silkgauge_notifier'),
  service('access', 4106),
  server('mcp', 4107),
];
