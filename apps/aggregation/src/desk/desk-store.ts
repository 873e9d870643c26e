import {
  appendRegistered,
  deskPosition,
  inTransaction,
  moveDesk,
  readLogEntries,
  readNextOrder,
  readReasons,
  type ChangeReason,
  type LogEntry,
  type NewVersion,
  type ReadModel,
} from '@silkgauge/read-model';

export interface DeskMove {
  readonly from: string;
  readonly to: string;
}

/** The desk's questions to the database. */
export interface DeskStore {
  position(): Promise<string>;
  readEntries(after: string, limit: number): Promise<LogEntry[]>;
  readReasons(sequences: readonly string[]): Promise<ChangeReason[]>;
  readNextOrder(after: string): Promise<{ readonly next: string | null; readonly last: string }>;
  /**
   * Moves the desk and appends versions, both or neither; returns the last sequence, null without versions.
   * @throws Overtaken where another desk has moved
   */
  write(move: DeskMove, versions: readonly NewVersion[]): Promise<bigint | null>;
}

export function postgresDeskStore({ pool }: Pick<ReadModel, 'pool'>): DeskStore {
  return {
    position: () => deskPosition(pool),
    readEntries: (after, limit) => readLogEntries(pool, after, limit),
    readReasons: (sequences) => readReasons(pool, sequences),
    readNextOrder: (after) => readNextOrder(pool, after),
    write: (move, versions) =>
      inTransaction(pool, async (tx) => {
        await moveDesk(tx, move);
        return appendRegistered(tx, versions);
      }),
  };
}
