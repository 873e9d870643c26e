/** The database cannot store the data of a batch: split the batch, do not retry it. */
export class UnstorableData extends Error {
  override readonly name = 'UnstorableData';
  readonly code = 'unstorable-data';
}

/** SQLSTATE classes: 22 data exception, 54 program limit exceeded (value too long for an index). */
const DATA_CLASSES = ['22', '54'];

/** Whether the database rejected the data itself, so that a retry would fail too. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.length === 5 && DATA_CLASSES.includes(code.slice(0, 2));
}

/** Whether the database failed; false where it rejected the data itself, and for any other error. */
export function isOfDatabase(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  const isStated = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !isDataError(error);
  return isStated || whyUnavailable(error) !== null;
}

/** A partition has a newer owner, or its batch was applied before. Nothing was written; do not retry. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Rows have changed since the read, and nothing was written: read and compute again. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}

const SOCKET_ERRORS = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];

/**
 * Why the database gave no answer; null where the error is another one. `overdue`: SQLSTATE 57014
 * (`statement_timeout`), or no connection became free in time. `away`: refused or cut, by socket errors, SQLSTATE
 * classes 08 and 57P, and 53300.
 */
export function whyUnavailable(error: unknown): 'overdue' | 'away' | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '57014' || /timeout exceeded when trying to connect/i.test(error.message)) return 'overdue';
  const isAway =
    /^(08|57P|53300)/.test(code) ||
    SOCKET_ERRORS.includes(code) ||
    /connection terminated|client has encountered a connection error|not currently accepting connections/i.test(
      error.message,
    );
  return isAway ? 'away' : null;
}

/** The database has migrations of a build from before the baseline; none leads from them to this build. */
export class EarlierBuild extends Error {
  override readonly name = 'EarlierBuild';

  constructor(newest: string) {
    super(
      `The database is of a build from before the baseline of migrations (its newest is ${newest}), and nothing leads from ` +
        'there. What it holds comes again from the topics. On this machine, begin anew: `npm run reset`. Elsewhere, migrate ' +
        'an empty database, give services its address and run `npm run recover` (docs/operations.md, "Upgrade").',
    );
  }
}
