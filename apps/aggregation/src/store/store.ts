import type { Domain } from '@silkgauge/contract';
import type { OfEvent, Reads } from '@silkgauge/decisions';
import type {
  Advance,
  BatchOutcome,
  ClaimSubject,
  DeadLetter,
  DueClaim,
  EventRow,
  HeldEvent,
  HeldFor,
  HeldPlace,
  HeldWait,
  Identity,
  IdentitySegment,
  NewChange,
  NewClaim,
  NewFigure,
  NewNotice,
  RefusedWithdrawal,
  SeriesRegistration,
  Withdrawal,
} from '@silkgauge/read-model';

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
  /** Events under embargo. */
  readonly held: readonly HeldEvent[];
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
  held: [],
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
  /** The newest append time of the log where claims are due; null where none is. */
  claimsDueSince(): Promise<Date | null>;
  /** The earliest instant that events are held until, and the releases and keys that others wait for. */
  heldFor(): Promise<HeldFor>;
  /** Events held until an instant that has come, or for one of these releases or keys, by place behind `after`. */
  dueHeld(due: HeldFor, limit: number, after?: HeldPlace): Promise<HeldEvent[]>;
  dropHeld(held: readonly HeldPlace[]): Promise<void>;
  /** Stores what else events wait for. */
  waitOn(held: readonly HeldWait[]): Promise<void>;
  /** Runs work of which nothing is written where it throws. @throws UnstorableData */
  attempt<T>(work: () => Promise<T>): Promise<T>;
  /** Stores the subjects of judged claims. */
  settleClaims(claims: readonly (ClaimSubject & { readonly eventId: bigint })[]): Promise<void>;
}

/** The store that batches are applied to. */
export interface Store extends Reads {
  /** The remembered identities of a partition, oldest batch first, in pages. */
  identities(topic: string, partition: number): AsyncIterable<readonly IdentitySegment[]>;
  /** Runs `work` in one transaction, which is committed when it resolves. */
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** As {@link Unit.write}, in a transaction of its own. */
  write(outcome: SalesOutcome): Promise<bigint | null>;
}
