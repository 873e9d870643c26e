import type { Domain } from '@silkgauge/contract';
import type { RegisterKind } from '@silkgauge/read-model';

/** Uncommitted writes of a transaction, by table and key; null marks a deletion. */
export interface OpenChanges {
  readonly changes: Map<Table<object>, Map<string, object | null>>;
}

/** A table in memory: committed rows, overlaid by each open transaction's writes. */
export class Table<R extends object> {
  readonly name: string;
  readonly rows = new Map<string, R>();
  #lastId = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** Like a sequence in SQL: numbers are not reused after a rollback. */
  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  get(tx: OpenChanges, key: string): R | undefined {
    const own = tx.changes.get(this as Table<object>)?.get(key);
    return own === undefined ? this.rows.get(key) : ((own as R | null) ?? undefined);
  }

  /** Null deletes the row. */
  set(tx: OpenChanges, key: string, row: R | null): void {
    let own = tx.changes.get(this as Table<object>);
    if (!own) tx.changes.set(this as Table<object>, (own = new Map()));
    own.set(key, row);
  }

  /** Rows visible to the transaction: committed rows in order of commit, then its own. */
  all(tx: OpenChanges): R[] {
    const own = tx.changes.get(this as Table<object>);
    if (!own) return [...this.rows.values()];
    const seen: R[] = [];
    for (const [key, row] of this.rows) if (!own.has(key)) seen.push(row);
    for (const row of own.values()) if (row) seen.push(row as R);
    return seen;
  }
}

export interface PositionRow {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: bigint;
  readonly next_offset: bigint;
}

export interface SeriesTableRow {
  readonly series_id: string;
  readonly key: string;
  readonly domain: Domain;
}

export interface TotalTableRow {
  readonly series_id: string;
  readonly period: string;
  readonly total: string;
  readonly events: bigint;
  readonly units: string;
  readonly last_ordered: string | null;
}

export interface SaleMonthRow {
  readonly platform: string;
  readonly month: string;
  readonly sequence: bigint;
  readonly known_at: Date;
}

export interface SegmentRow {
  readonly topic: string;
  readonly partition: number;
  readonly first_offset: bigint;
  readonly known_until: Date;
  readonly identities: Buffer;
}

export interface ChangeTableRow {
  readonly sequence: bigint;
  readonly series_id: string;
  readonly period: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

export interface RegisterRow {
  readonly sequence: bigint;
  readonly kind: RegisterKind;
  readonly key: string;
  readonly version: number;
  readonly known_at: Date;
  readonly document: string;
}

export interface StateRow {
  readonly series_id: string;
  readonly period: string;
  readonly period_start: string | null;
  readonly period_end: string | null;
  readonly version: number;
  readonly sequence: bigint;
  readonly known_at: Date;
}

export interface EventTableRow {
  readonly event_id: bigint;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly known_at: Date;
  readonly outcome: string;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly digest: Buffer | null;
  readonly time: string | null;
  readonly data: string | null;
  readonly pushed_by: string | null;
}

export interface DeadLetterRow {
  readonly dead_letter_id: bigint;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly known_at: Date;
  readonly rule: string;
  readonly reason: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: string;
  readonly relayed: boolean;
}

export interface FigureRow {
  readonly event_id: bigint;
  readonly series_id: string;
  readonly period: string;
  readonly base_period: string | null;
  readonly published_until: Date;
  readonly print: string;
  readonly withdrawn_by: bigint | null;
}

export interface WithdrawalRow {
  readonly ref_source: string;
  readonly ref_id: string;
  readonly event_id: bigint;
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: string | null;
}

export interface NoticeTableRow {
  readonly notice: string;
  readonly event_id: bigint;
  readonly withdrawn: boolean;
  readonly data: string | null;
}

/** Tables of the core, with the columns of the read model. */
export class Tables {
  readonly consumer_position = new Table<PositionRow>('consumer_position');
  readonly series = new Table<SeriesTableRow>('series');
  readonly sale_total = new Table<TotalTableRow>('sale_total');
  readonly sale_month = new Table<SaleMonthRow>('sale_month');
  readonly identity_window = new Table<SegmentRow>('identity_window');
  readonly change_cursor = new Table<{ readonly last: bigint }>('change_cursor');
  readonly facts_turn = new Table<{ readonly token: string; readonly platform: string }>('facts_turn');
  readonly change = new Table<ChangeTableRow>('change');
  readonly growth_state = new Table<StateRow>('growth_state');
  readonly register_version = new Table<RegisterRow>('register_version');
  readonly event = new Table<EventTableRow>('event');
  readonly dead_letter = new Table<DeadLetterRow>('dead_letter');
  readonly figure = new Table<FigureRow>('figure');
  readonly withdrawal = new Table<WithdrawalRow>('withdrawal');
  readonly notice = new Table<NoticeTableRow>('notice');
  readonly relay_position = new Table<{ readonly relay: string; readonly sequence: bigint }>(
    'relay_position',
  );

  constructor() {
    this.change_cursor.rows.set('', { last: 0n });
    this.facts_turn.rows.set('', { token: '', platform: '' });
  }
}
