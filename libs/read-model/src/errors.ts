/** The database refused to store the data of a batch (overflow, a character it cannot hold): split the batch, do not retry it. */
export class UnstorableData extends Error {
  override readonly name = 'UnstorableData';
  readonly code = 'unstorable-data';
}

/** SQLSTATE 22 data exception, 54 program limit exceeded (a value too long for an index). */
const DATA_CLASSES = ['22', '54'];

/** True when the database refuses the data itself: the same batch would fail again, however often it is tried. */
export function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.length === 5 && DATA_CLASSES.includes(code.slice(0, 2));
}

/** A partition has a newer owner, or its batch was applied before: nothing was written, and nothing is to be. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** What was to be written rests on what is not so any more: nothing was written; read again and work it out anew. */
export class Outdated extends Error {
  override readonly name = 'Outdated';
}
