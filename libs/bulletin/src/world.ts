import type {
  Dimension,
  Explanation,
  ExplainedNode,
  ExplainedPrint,
  GrowthState,
  NoticeState,
  RegisteredClaim,
  RegisteredStatement,
  OrderFilter,
} from '@silkgauge/contract';
import type { FigureIdentity, Measurement } from '@silkgauge/growth';
import type { CodeNames } from '@silkgauge/words';

/** What a state says, its place in time, and why it is. */
export type ToldState = Pick<
  GrowthState,
  'key' | 'series' | 'period' | 'level' | 'growth' | 'other' | 'flags'
> & {
  /** Null by a day of publication: such a state is no version. */
  readonly version: number | null;
  readonly change: Pick<GrowthState['change'], 'reason'>;
};

/**
 * The version of a state of the log.
 * @throws RangeError for a state by a day of publication, which is none
 */
export function versionOf({ key, version }: Pick<ToldState, 'key' | 'version'>): number {
  if (version === null) throw new RangeError(`${key} is told by a day of publication and has no version`);
  return version;
}

/** What the numbers of a state rest on: members of the answer of `/explain`. */
export interface Evidence {
  readonly nodes: readonly Pick<
    ExplainedNode,
    'id' | 'key' | 'period' | 'side' | 'shown' | 'reading' | 'print' | keyof ToldNode
  >[];
  readonly edges: Explanation['edges'];
  readonly prints: readonly EvidencePrint[];
  readonly gaps: readonly Pick<Explanation['gaps'][number], 'key' | 'figure' | 'with' | 'gap'>[];
}

/** The number of a node. */
export type ToldNode = Pick<ExplainedNode, 'value' | 'low' | 'high' | 'unit' | 'status' | 'formula'>;

export type EvidencePrint = Pick<
  ExplainedPrint,
  'source' | 'id' | 'key' | 'side' | 'printed' | 'status' | 'publishedAt' | 'standing' | 'withdrawn'
> &
  Pick<ExplainedPrint, 'document' | 'quote' | 'language' | 'kind' | 'publisher' | 'chain'>;

export type ToldClaim = Pick<
  RegisteredClaim,
  | 'source'
  | 'id'
  | 'withdrawn'
  | 'key'
  | 'period'
  | 'comparedTo'
  | 'standing'
  | 'growth'
  | 'publisher'
  | 'data'
>;

export type ToldStatement = Pick<RegisteredStatement, 'source' | 'id' | 'withdrawn' | 'data'>;

export type ToldNotice = Pick<NoticeState, 'notice' | 'withdrawn' | 'data'>;

/** All that a bulletin is told from, as of one moment. Lookups give `undefined` for what is not known. */
export interface World {
  /** A state by `<series key>/<period>`. */
  state(key: string): ToldState | undefined;
  /** The states of one period that a query matches, in any order. */
  states(query: OrderFilter, period: string): readonly ToldState[];
  /** The states of a series, of all periods. */
  periods(series: string): readonly ToldState[];
  /** What the numbers of the state of this key rest on. */
  evidence(key: string): Evidence | undefined;
  /** What a side (`growth.GY.reported`) of a key said before that side last changed. */
  before(key: string, side: string): Measurement | undefined;
  claim(event: FigureIdentity): ToldClaim | undefined;
  statement(event: FigureIdentity): ToldStatement | undefined;
  notice(name: string): ToldNotice | undefined;
  /** The names of a code in the registers. */
  name(dimension: Dimension, code: string): CodeNames | undefined;
}
