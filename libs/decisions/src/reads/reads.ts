import type { Figure } from '@silkgauge/growth';
import type {
  EmbargoingRelease,
  FiguredEvent,
  HeldCount,
  Identity,
  KnownEvent,
  KnownWithdrawal,
  PresentState,
  RegisterChange,
  RegisterFloor,
  ReleaseAccess,
  ScheduledRelease,
  SeriesPeriod,
  SeriesRow,
  TotalRow,
  VersionFloor,
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
  /** Newest versions of each register, by name. */
  readonly notices: Load<string, RegisterChange | RegisterFloor>;
  readonly claims: Load<string, RegisterChange | RegisterFloor>;
  readonly orders: Load<string, RegisterChange | RegisterFloor>;
  readonly statements: Load<string, RegisterChange | RegisterFloor>;
  /** Newest schedulings of releases, by name. */
  readonly scheduled: Load<string, ScheduledRelease>;
  /** Early access that schedulings of releases gave, by name of the release. */
  readonly access: Load<string, ReleaseAccess>;
  /** What is held under embargo, by the key that pushed it. */
  readonly held: Load<string, HeldCount>;
  /** Active releases whose figures come under embargo, by publisher. */
  readonly embargoing: Load<string, EmbargoingRelease>;
}

export type LoadName = keyof Loads;

export interface Reads {
  load<Name extends LoadName>(what: Name, keys: readonly Loads[Name]['key'][]): Promise<Loads[Name]['row'][]>;
  /** Token of the newest facts that may have touched what sales rest on. */
  platformTurn(): Promise<string>;
  /** Whether some key continues above a lost version. */
  hasFloors(): Promise<boolean>;
}
