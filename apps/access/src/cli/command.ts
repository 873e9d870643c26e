import { parseArgs } from 'node:util';

export const USAGE = `npm run access -- <command>
  bootstrap [--out <file>]      make the first key of an operator, and print it this once, or write it to a new file;
            [--if-none]         done, too, where an operator has a key already
  secrets <folder>              make an authority, certificates and passwords for all parts of the system, once
            [--names <names>]   more names and addresses of every server, by comma; {} in one is the part's own name
            [--give-away]       each folder to the user of its container, as a superuser
  signing-key <file>            make the key that signs records of keys and policy, in a new file; one that is there stays
              [--public <file>] write the public key, by which every process judges them
  seal [--yes]                  show the keys and the policy that stand on the topic; --yes signs those that are not signed,
       [--leave <names>]        but these by comma (key/<id>, policy), which are then as if they had never been decided
  release-secret [--out <file>] make a secret for the early access to a release, and print it with its digest, or write it
                                to a new file and print the digest alone
  keys list [--state active|revoked|expired]
  keys show <id or self>
  keys create <file>            settings of the key as JSON; the answer alone has the key
  keys patch <id> <file>        merge patch (RFC 7396) of its settings
  keys rotate <id or self> [--overlap <seconds>]
  keys revoke <id or self> --reason <text>
  policy show
  policy put <file>             the whole policy as JSON
  audit export [--from <instant>] [--to <instant>] [--actor ..] [--action ..] [--target ..]
  audit verify [<file>]         of the service, or of an export without filters
  acls [--file <file>] [--dry-run]

A file "-" is standard input. ACCESS_URL is the service (http://127.0.0.1:4106). The key comes from SILKGAUGE_KEY, or from the
file SILKGAUGE_KEY_FILE (.silkgauge/access/operator.key). bootstrap, seal and acls speak to KAFKA_BROKERS, with
the settings of services; bootstrap and seal sign by ACCESS_SIGNING_KEY_FILE.
`;

/** A call of the service. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  readonly path: string;
  /** File of the body, or the body itself. */
  readonly body?: { readonly file: string } | { readonly value: unknown };
  /** Reads the path first, and sends its tag as If-Match. */
  readonly isConditional?: boolean;
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'bootstrap'; readonly out: string | undefined; readonly ifNone: boolean }
  | {
      readonly name: 'secrets';
      readonly folder: string;
      readonly names: readonly string[];
      readonly givesAway: boolean;
    }
  | { readonly name: 'signing-key'; readonly file: string; readonly ofPublic: string | undefined }
  | { readonly name: 'seal'; readonly isMeant: boolean; readonly left: readonly string[] }
  | { readonly name: 'release-secret'; readonly out: string | undefined }
  | { readonly name: 'call'; readonly call: Call }
  | { readonly name: 'export'; readonly path: string }
  | { readonly name: 'verify'; readonly file: string | undefined }
  | { readonly name: 'acls'; readonly rest: readonly string[] };

/** A call that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}

const OPTIONS = {
  out: { type: 'string' },
  'if-none': { type: 'boolean' },
  names: { type: 'string' },
  'give-away': { type: 'boolean' },
  public: { type: 'string' },
  yes: { type: 'boolean' },
  leave: { type: 'string' },
  state: { type: 'string' },
  overlap: { type: 'string' },
  reason: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  actor: { type: 'string' },
  action: { type: 'string' },
  target: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Options of each command. */
const TAKES: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  bootstrap: ['out', 'if-none'],
  secrets: ['names', 'give-away'],
  'release-secret': ['out'],
  'signing-key': ['public'],
  seal: ['yes', 'leave'],
  'keys list': ['state'],
  'keys rotate': ['overlap'],
  'keys revoke': ['reason'],
  'audit export': ['from', 'to', 'actor', 'action', 'target'],
};

/** @throws UsageError */
export const readCommand = (argv: readonly string[]): Command => {
  if (argv[0] === 'acls') return { name: 'acls', rest: argv.slice(1) };
  const { values, positionals } = parsed(argv);
  if (values.help || positionals.length === 0) return { name: 'help' };
  const [room = '', verb = ''] = positionals;
  const isOneWord = COMMANDS[room] !== undefined;
  const name = isOneWord ? room : `${room} ${verb}`.trim();
  const given = positionals.slice(isOneWord ? 1 : 2);
  const foreign = Object.keys(values).find((option) => !TAKES[name]?.some((known) => known === option));
  const command = COMMANDS[name];
  if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}.`);
  if (foreign !== undefined) throw new UsageError(`${name} takes no --${foreign}.`);
  const { args, make } = command;
  if (given.length < args.length || given.length > args.length + (command.extra ?? 0))
    throw new UsageError(
      `${name} needs ${args.length === 0 ? 'nothing more' : args.map((arg) => `<${arg}>`).join(' ')}.`,
    );
  return make(given, values);
};

interface Maker {
  readonly args: readonly string[];
  /** Arguments that may be left out. */
  readonly extra?: number;
  make(given: readonly string[], values: Values): Command;
}

const parsed = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
};
type Values = ReturnType<typeof parsed>['values'];

const call = (method: Call['method'], path: string, more: Partial<Call> = {}): Command => ({
  name: 'call',
  call: { method, path, ...more },
});
const keyPath = (id: string | undefined, rest = '') => `/v1/keys/${encodeURIComponent(id ?? '')}${rest}`;
const partsOf = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');
const query = (path: string, values: Readonly<Record<string, string | boolean | undefined>>): string => {
  const pairs = Object.entries(values).filter(([, value]) => typeof value === 'string') as [string, string][];
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
};

const COMMANDS: Readonly<Record<string, Maker>> = {
  bootstrap: {
    args: [],
    make: (_, { out, 'if-none': ifNone = false }) => ({ name: 'bootstrap', out, ifNone }),
  },
  secrets: {
    args: ['folder'],
    make: ([folder = ''], { names = '', 'give-away': givesAway = false }) => ({
      name: 'secrets',
      folder,
      names: partsOf(names),
      givesAway,
    }),
  },
  'signing-key': {
    args: ['file'],
    make: ([file = ''], { public: ofPublic }) => ({ name: 'signing-key', file, ofPublic }),
  },
  seal: {
    args: [],
    make: (_, { yes: isMeant = false, leave = '' }) => ({ name: 'seal', isMeant, left: partsOf(leave) }),
  },
  'release-secret': { args: [], make: (_, { out }) => ({ name: 'release-secret', out }) },
  'keys list': { args: [], make: (_, { state }) => call('GET', query('/v1/keys', { limit: '1000', state })) },
  'keys show': { args: ['id or self'], make: ([id]) => call('GET', keyPath(id)) },
  'keys create': {
    args: ['file'],
    make: ([file = '']) => call('POST', '/v1/keys', { body: { file } }),
  },
  'keys patch': {
    args: ['id', 'file'],
    make: ([id, file = '']) => call('PATCH', keyPath(id), { body: { file }, isConditional: true }),
  },
  'keys rotate': {
    args: ['id or self'],
    make: ([id], { overlap }) => {
      if (overlap !== undefined && !/^\d{1,9}$/.test(overlap))
        throw new UsageError(`--overlap is a number of seconds, not ${JSON.stringify(overlap)}.`);
      const value = overlap === undefined ? {} : { overlapSeconds: Number(overlap) };
      return call('POST', keyPath(id, '/rotate'), { body: { value } });
    },
  },
  'keys revoke': {
    args: ['id or self'],
    make: ([id], { reason }) => {
      if (reason === undefined) throw new UsageError('keys revoke needs --reason.');
      return call('POST', keyPath(id, '/revoke'), { body: { value: { reason } } });
    },
  },
  'policy show': { args: [], make: () => call('GET', '/v1/policy') },
  'policy put': {
    args: ['file'],
    make: ([file = '']) => call('PUT', '/v1/policy', { body: { file }, isConditional: true }),
  },
  'audit export': {
    args: [],
    make: (_, values) => ({ name: 'export', path: query('/v1/audit.ndjson', values) }),
  },
  'audit verify': { args: [], extra: 1, make: ([file]) => ({ name: 'verify', file }) },
};
