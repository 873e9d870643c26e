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
  /** Of the series. */
  readonly key: string;
  readonly period: string;
}

/** What is loaded, by name: from which keys, and which rows. Keys of which nothing is known have no row. */
export interface Loads {
  /** Accepted deliveries by identity. */
  readonly events: Load<Identity, KnownEvent>;
  /** Withdrawals by the identity that they name, arrived or not. */
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

/** What decisions rest on. */
export interface Reads {
  load<Name extends LoadName>(what: Name, keys: readonly Loads[Name]['key'][]): Promise<Loads[Name]['row'][]>;
  /** The token of the newest facts that may have touched what sales rest on. */
  platformTurn(): Promise<string>;
  /** Whether some key goes on above a version that is lost. */
  hasFloors(): Promise<boolean>;
}

/** Refers to the events of the same evidence by index. */
export type OfEvent<T> = Omit<T, 'eventId'> & { readonly eventIndex: number };

/** What is kept of the records of batches beside their effect. */
export interface Evidence {
  readonly events: readonly EventRow[];
  readonly figures: readonly OfEvent<NewFigure>[];
  readonly withdrawals: readonly OfEvent<Withdrawal>[];
  readonly notices: readonly OfEvent<NewNotice>[];
  readonly claims: readonly OfEvent<NewClaim>[];
  readonly deadLetters: readonly DeadLetter[];
}

/** A version of a state with the names of its series, as the change log tells of it. */
export interface NamedChange extends NewChange {
  readonly seriesKey: string;
  readonly domain: Domain;
}

/** What batches came to: all that a transaction writes. */
export interface Outcome extends BatchOutcome {
  readonly evidence: Evidence;
  readonly changes: readonly NamedChange[];
}

/** Outcome of sales of which no evidence is kept. */
export interface SalesOutcome extends Omit<Outcome, 'evidence'> {
  readonly sales: NonNullable<Outcome['sales']>;
}

export const NO_EVIDENCE: Evidence = {
  events: [],
  figures: [],
  withdrawals: [],
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

/** The token that facts leave; `reachesSales`: they may touch what sales rest on. */
export interface FactsTurn {
  readonly token: string;
  readonly reachesSales: boolean;
}

/** What claims are judged anew for: states that changed, and claims that were withdrawn. */
export interface ClaimCauses {
  readonly states: readonly { readonly seriesKey: string; readonly period: string }[];
  readonly withdrawn: readonly Identity[];
}

/** One transaction. */
export interface Unit extends Reads {
  /**
   * Keeps other facts away, and sales where these facts reach them, then holds the partition. Returns the token of the facts before.
   *
   * @throws Overtaken when the partition has a newer owner or stands elsewhere
   */
  beginFacts(place: ClaimedPlace, turn: FactsTurn): Promise<string>;
  /** Keeps facts of platforms away. */
  beginSales(): Promise<void>;
  /** @throws Overtaken when a partition has a newer owner or stands elsewhere */
  hold(places: readonly ClaimedPlace[]): Promise<void>;
  /** Registers series as far as they are not, and returns all of them. */
  registerSeries(domain: Domain, keys: readonly string[]): Promise<SeriesRegistration[]>;
  /**
   * Writes evidence, moves positions, writes totals, and appends to the change log last. Returns the last sequence; null where nothing
   * was appended.
   *
   * @throws Overtaken when a partition has a newer owner or stands elsewhere
   * @throws Outdated when what the outcome rests on has changed
   */
  write(outcome: Outcome): Promise<bigint | null>;
  /** Keeps everybody else from the change log until the end of the transaction. */
  holdCursor(): Promise<void>;
  /** Marks the claims that have to be judged anew; false where there is none. */
  markClaims(causes: ClaimCauses): Promise<boolean>;
  /** Claims to be judged, the oldest first. */
  dueClaims(limit: number): Promise<DueClaim[]>;
  /** Notes what judged claims speak of. */
  settleClaims(claims: readonly (ClaimSubject & { readonly eventId: bigint })[]): Promise<void>;
}

/** What batches are applied to. */
export interface Store extends Reads {
  /** The remembered identities of a partition, oldest batch first. */
  identities(topic: string, partition: number): Promise<IdentitySegment[]>;
  /** Runs `work` in one transaction, which is committed when it resolves. */
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** As {@link Unit.write}, in a transaction of its own. */
  write(outcome: SalesOutcome): Promise<bigint | null>;
}
