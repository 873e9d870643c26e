import type { ToldState } from '@silkgauge/bulletin';
import { parseSeriesKey, readRule, type StateRule } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import { judge } from '../judge/judge.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { OldSide, HeldAgainst } from '../judge/held-against.ts';

export const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';

/** A number with its interval; of one end a point. */
export const between = (low: string, high: string = low, more: Partial<Measurement> = {}): Measurement => ({
  ...{ value: low === high ? low : null, unit: 'percent', low, high, status: 'A', formula: 'reported@1' },
  ...more,
});

/** A number that can be read in several ways. */
export const readings = (...ends: readonly (readonly [low: string, high: string])[]): Measurement => ({
  ...between('0'),
  ...{ value: null, low: null, high: null },
  readings: ends.map(([low, high], at) => ({ reading: `reading-${String(at)}`, value: null, low, high })),
});

type Told = Partial<Record<'reported' | 'computed' | 'implied' | 'forecast', Measurement>> &
  Partial<Pick<Sides, 'verdict'>>;

const sides = (told: Told): Sides => ({ verdict: 'unchecked', gap: null, ...told });

interface Members {
  readonly growth?: Told | undefined;
  readonly level?: Told;
  readonly share?: Told;
  readonly flags?: ToldState['flags'];
  readonly period?: string;
  readonly version?: number;
  readonly series?: string;
  readonly comparison?: string;
}

/** A state with growth over the year, or with another comparison. */
export function state(members: Members = {}): ToldState {
  const { period = '2020-S1', series = SERIES, version = 1, comparison = 'GY' } = members;
  return {
    ...{ key: `${series}/${period}`, series: parseSeriesKey(series)!, period, version },
    level: sides(members.level ?? {}),
    growth: members.growth ? { [comparison]: { comparedWith: null, ...sides(members.growth) } } : {},
    other: members.share ? { share: sides(members.share) } : {},
    ...{ flags: members.flags ?? [], change: { reason: 'reported' } },
  };
}

export const grown = (growth: Told, members: Members = {}): ToldState => state({ growth, ...members });

/** A rule from its members. @throws Error with all its faults */
export function ruleOf(members: object): StateRule {
  const read = readRule({ rule: 'spec', series: { indicator: ['CBEC'] }, ...members });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  if (read.value.kind === 'silence') throw new Error('A rule of releases');
  return read.value;
}

/** What a state stands against: sides by path, and other states of the series. */
export function heldAgainst(
  told: {
    readonly last?: Readonly<Record<string, OldSide>>;
    readonly first?: Readonly<Record<string, OldSide>>;
  } = {},
  others: readonly ToldState[] = [],
): HeldAgainst {
  return {
    last: (side) => told.last?.[side],
    first: (side) => told.first?.[side],
    period: (period) => others.find((one) => one.period === period),
    periods: () => others,
  };
}

export const judged = (rule: object, now: ToldState, against: HeldAgainst = heldAgainst()): Judgement =>
  judge(ruleOf(rule), now, against);

/** What growth was before, by `last` and `first` alike. */
export const before = (said: Measurement, side = 'growth.GY.reported', version = 1): HeldAgainst =>
  heldAgainst({ last: { [side]: { version, said } }, first: { [side]: { version, said } } });
