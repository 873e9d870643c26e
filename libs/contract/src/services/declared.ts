// Made from ops/services.json by npm run -s services: a change is made there.
/** Programs that listen, in the order of their ports. */
export const SERVICES = [
  {
    name: 'growth-api',
    port: 4100,
    variable: 'GROWTH_API_PORT',
    program: ['apps/growth-api/bundle/main.js'],
    role: 'silkgauge_growth_api',
    hasCallers: true,
  },
  {
    name: 'customs-feed',
    port: 4101,
    variable: 'CUSTOMS_FEED_PORT',
    program: ['apps/feed/bundle/main.js', 'customs-feed'],
    role: null,
    hasCallers: true,
  },
  {
    name: 'platform-sales',
    port: 4102,
    variable: 'PLATFORM_SALES_PORT',
    program: ['apps/feed/bundle/main.js', 'platform-sales'],
    role: null,
    hasCallers: true,
  },
  {
    name: 'policy-notice',
    port: 4103,
    variable: 'POLICY_NOTICE_PORT',
    program: ['apps/feed/bundle/main.js', 'policy-notice'],
    role: null,
    hasCallers: true,
  },
  {
    name: 'aggregation',
    port: 4104,
    variable: 'AGGREGATION_PORT',
    program: ['apps/aggregation/bundle/main.js'],
    role: 'silkgauge_aggregation',
    hasCallers: false,
  },
  {
    name: 'notifier',
    port: 4105,
    variable: 'NOTIFIER_PORT',
    program: ['apps/notifier/bundle/main.js'],
    role: 'silkgauge_notifier',
    hasCallers: true,
  },
  {
    name: 'access',
    port: 4106,
    variable: 'ACCESS_PORT',
    program: ['apps/access/bundle/main.js'],
    role: null,
    hasCallers: true,
  },
  {
    name: 'mcp',
    port: 4107,
    variable: 'MCP_PORT',
    program: ['apps/mcp/bundle/main.js'],
    role: null,
    hasCallers: true,
  },
] as const;

/** Parts of a secured system, and what each proves itself by. The user of a service is its port. */
export const MEMBERS = [
  { name: 'postgres', uid: 999, hasCertificate: true, isPrincipal: false, role: null, secrets: [] },
  { name: 'kafka', uid: 1000, hasCertificate: true, isPrincipal: false, role: null, secrets: [] },
  { name: 'admin', uid: 4190, hasCertificate: true, isPrincipal: false, role: null, secrets: [] },
  {
    name: 'set-up',
    uid: 4191,
    hasCertificate: false,
    isPrincipal: true,
    role: 'silkgauge_owner',
    secrets: [],
  },
  {
    name: 'operators',
    uid: 4192,
    hasCertificate: false,
    isPrincipal: true,
    role: 'silkgauge_operator',
    secrets: ['embargo-keys', 'signing.key'],
  },
  {
    name: 'customs-feed',
    uid: 4101,
    hasCertificate: true,
    isPrincipal: true,
    role: null,
    secrets: ['embargo-keys'],
  },
  {
    name: 'platform-sales',
    uid: 4102,
    hasCertificate: true,
    isPrincipal: true,
    role: null,
    secrets: ['embargo-keys'],
  },
  { name: 'policy-notice', uid: 4103, hasCertificate: true, isPrincipal: true, role: null, secrets: [] },
  {
    name: 'aggregation',
    uid: 4104,
    hasCertificate: true,
    isPrincipal: true,
    role: 'silkgauge_aggregation',
    secrets: ['embargo-keys'],
  },
  {
    name: 'growth-api',
    uid: 4100,
    hasCertificate: true,
    isPrincipal: true,
    role: 'silkgauge_growth_api',
    secrets: [],
  },
  {
    name: 'notifier',
    uid: 4105,
    hasCertificate: true,
    isPrincipal: true,
    role: 'silkgauge_notifier',
    secrets: ['secret-keys'],
  },
  {
    name: 'access',
    uid: 4106,
    hasCertificate: true,
    isPrincipal: true,
    role: null,
    secrets: ['signing.key'],
  },
  { name: 'mcp', uid: 4107, hasCertificate: true, isPrincipal: false, role: null, secrets: [] },
] as const;

/** Roles of the database that log in. */
export const ROLES = [
  'silkgauge_owner',
  'silkgauge_aggregation',
  'silkgauge_growth_api',
  'silkgauge_notifier',
  'silkgauge_operator',
] as const;

/** Principals of the broker that are examples. */
export const EXAMPLES = ['producer', 'subscriber'] as const;
