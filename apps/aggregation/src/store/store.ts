import type { Domain } from '@silkgauge/contract';
import type { Figure } from '@silkgauge/growth';
import type {
  Advance,
  BatchOutcome,
  ClaimSubject,
  DeadLetter,
  DueClaim,
  EventRow,
  FiguredEvent,
  Identity,
  IdentitySegment,
  KnownEvent,
  KnownWithdrawal,
  NewChange,
  NewClaim,
  NewFigure,
  NewNotice,
  PresentState,
  RefusedWithdrawal,
  RegisterChange,
  SeriesRegistration,
  RegisterFloor,
  SeriesPeriod,
  SeriesRow,
  TotalRow,
  VersionFloor,
  Withdrawal,
} from '@silkgauge/read-model';

interface Load<Key, Row> {
  readonly key: Key;
  readonly row: Row;
}

/** A state by its names. */
export interface StateName {
  /** Series key. */
  readonly key: string;
  readonly period: string;
}

/** Keys and rows of each load, by its name. Unknown keys have no row. */
export interface Loads {
  /** Accepted deliveries by identity. */
  readonly events: Load<Identity, KnownEvent>;
  /** Withdrawals by the identity that they name, in order of decision, even of an event that has not arrived. */
  readonly withdrawals: Load<Identity, KnownWithdrawal>;
  /** Figures by the identity of their event, standing or withdrawn. */
  readonly figuresOfEvents: Load<Identity, FiguredEvent>;
  /** Standing figures by series id. */
  readonly figures: Load<string, { readonly series_id: string; readonly print: Figure }>;
  readonly series: Load<string, SeriesRow>;
  /** Series with figures, by area. */
  readonly printedSeries: Load<string, SeriesRow>;
  readonly totals: Load<SeriesPeriod, TotalRow>;
  /** Every total of a series, by series id. */
  readonly totalsOfSeries: Load<string, TotalRow>;
  /** Present versions, or the version that the next one has to be above. */
  readonly states: Load<SeriesPeriod, PresentState | VersionFloor>;
  /** Documents of present states, by `<series key>/<period>`. */
  readonly documents: Load<StateName, { readonly name: string; readonly document: string }>;
  /** Newest versions of notices and of claims, by name. */
  readonly notices: Load<string, RegisterChange | RegisterFloor>;
  readonly claims: Load<string, RegisterChange | RegisterFloor>;
}

export type LoadName = keyof Loads;

export interface Reads {
  load<Name extends LoadName>(what: Name, keys: readonly Loads[Name]['key'][]): Promise<Loads[Name]['row'][]>;
  /** Token of the newest facts that may have touched what sales rest on. */
  platformTurn(): Promise<string>;
  /** Whether some key continues above a lost version. */
  hasFloors(): Promise<boolean>;
}

/** Refers to an event of the same evidence by index. */
export type OfEvent<T> = Omit<T, 'eventId'> & { readonly eventIndex: number };

/** Stored records of batches, beside their effect. */
export interface Evidence {
  readonly events: readonly EventRow[];
  readonly figures: readonly OfEvent<NewFigure>[];
  readonly withdrawals: readonly OfEvent<Withdrawal>[];
  /** Withdrawals of earlier batches, to be rejected. */
  readonly refusedWithdrawals: readonly RefusedWithdrawal[];
  readonly notices: readonly OfEvent<NewNotice>[];
  readonly claims: readonly OfEvent<NewClaim>[];
  readonly deadLetters: readonly DeadLetter[];
}

/** A version of a state with the key and domain of its series, as in the change log. */
export interface NamedChange extends NewChange {
  readonly seriesKey: string;
  readonly domain: Domain;
}

/** The outcome of batches: all that a transaction writes. */
export interface Outcome extends BatchOutcome {
  readonly evidence: Evidence;
  readonly changes: readonly NamedChange[];
}

/** Outcome of sales without evidence. */
export interface SalesOutcome extends Omit<Outcome, 'evidence'> {
  readonly sales: NonNullable<Outcome['sales']>;
}

export const NO_EVIDENCE: Evidence = {
  events: [],
  figures: [],
  withdrawals: [],
  refusedWithdrawals: [],
  notices: [],
  claims: [],
  deadLetters: [],
};

export const NOTHING: Outcome = {
  evidence: NO_EVIDENCE,
  advances: [],
  changes: [],
  registered: [],
  sales: null,
};

/** A partition as its owner believes it stands. */
export type ClaimedPlace = Omit<Advance, 'next'>;

/** The token that facts leave; `reachesSales` tells whether they may touch what sales rest on. */
export interface FactsTurn {
  readonly token: string;
  readonly reachesSales: boolean;
}

/** Causes to judge claims again: states that changed, and claims that were withdrawn. */
export interface ClaimCauses {
  readonly states: readonly { readonly seriesKey: string; readonly period: string }[];
  readonly withdrawn: readonly Identity[];
}

export interface Unit extends Reads {
  /**
   * Keeps other facts away, and sales if these facts reach them, then holds the partition. Returns the former
   * token.
   *
   * @throws Overtaken when the partition has a newer owner or another position
   */
  beginFacts(place: ClaimedPlace, turn: FactsTurn): Promise<string>;
  /** Keeps facts of platforms away. */
  beginSales(): Promise<void>;
  /** @throws Overtaken when a partition has a newer owner or another position */
  hold(places: readonly ClaimedPlace[]): Promise<void>;
  /** Registers the series that are not registered, and returns all of them. */
  registerSeries(domain: Domain, keys: readonly string[]): Promise<SeriesRegistration[]>;
  /**
   * Writes evidence, positions and totals, and appends to the change log last. Returns the last sequence, or
   * null without changes.
   *
   * @throws Overtaken when a partition has a newer owner or another position
   * @throws Outdated when what the outcome rests on has changed
   */
  write(outcome: Outcome): Promise<bigint | null>;
  /** Keeps other transactions from the change log until the end of this one. */
  holdCursor(): Promise<void>;
  /** Marks the claims to judge again; false where there is none. */
  markClaims(causes: ClaimCauses): Promise<boolean>;
  /** Claims to judge, the oldest first. */
  dueClaims(limit: number): Promise<DueClaim[]>;
  /** Stores the subjects of judged claims. */
  settleClaims(claims: readonly (ClaimSubject & { readonly eventId: bigint })[]): Promise<void>;
}

/** The store that batches are applied to. */
export interface Store extends Reads {
  /** The remembered identities of a partition, oldest batch first. */
  identities(topic: string, partition: number): Promise<IdentitySegment[]>;
  /** Runs `work` in one transaction, which is committed when it resolves. */
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** As {@link Unit.write}, in a transaction of its own. */
  write(outcome: SalesOutcome): Promise<bigint | null>;
}
