import type { GrowthState } from '@silkgauge/contract';
import {
  resolveComparison,
  type Figure,
  type Measurement,
  type Sides,
  type StateBody,
} from '@silkgauge/growth';
import type { Fold, PrintedEvidence } from '@silkgauge/read-model';

/** How a side of a state was found. */
export interface Found {
  /** `level.reported`, `growth.GY.computed`, `other.share.implied` ... */
  readonly side: string;
  readonly formula: string;
  readonly meaning: string;
}

/**
 * What a print does for a state: `print` speaks of its period; `compared-with` is a level that its growth is worked
 * out from; `implies` is a growth rate compared with it, or the level of that rate's period: together they imply its level.
 */
export type Role = 'print' | 'compared-with' | 'implies';

export interface ExplainedEvent {
  readonly role: Role;
  readonly source: string;
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly knownAt: string;
  readonly period: string;
  readonly measure: Figure['measure'];
  readonly comparison: string | null;
  readonly printed: Measurement['printed'];
  readonly status: Figure['status'];
  readonly publishedAt: string;
  readonly document: string | null;
  readonly quote: string | null;
  readonly withdrawn: boolean;
  /** Whether its digits stand in the state of its own period: the print chosen, or one that says the same. */
  readonly chosen: boolean;
}

export interface Explanation {
  readonly state: GrowthState;
  readonly formulas: readonly Found[];
  readonly events: readonly ExplainedEvent[];
  /** Sales only: they are too many to list, so how many and between which offsets. */
  readonly sales?: { readonly counts: StateBody['counts']; readonly folds: readonly Fold[] };
}

const MEANINGS: Readonly<Record<string, string>> = {
  'reported@1': 'as printed, in plain units; the interval is what rounds to the printed digits',
  'ratio@1': '100 x (level / level compared with - 1); the interval spans the levels’ intervals',
  'implied-base@1': 'level / (1 + growth / 100) of the period whose growth is compared with this one',
  'total@1': 'sum of the amounts of the sales, exact',
};

/** Every side of a state with its formula, in the state's own order. */
export function foundSides(state: StateBody): Found[] {
  return [
    ...sidesOf('level', state.level),
    ...Object.entries(state.growth).flatMap(([key, sides]) => sidesOf(`growth.${key}`, sides)),
    ...Object.entries(state.other).flatMap(([measure, sides]) => sidesOf(`other.${measure}`, sides)),
  ];
}

function sidesOf(name: string, sides: Sides): Found[] {
  return (['reported', 'computed', 'implied', 'forecast'] as const).flatMap((side) => {
    const formula = sides[side]?.formula;
    return formula === undefined
      ? []
      : [{ side: `${name}.${side}`, formula, meaning: MEANINGS[formula] ?? formula }];
  });
}

/** Periods that a state's growth is compared with. */
export function comparedPeriods(state: StateBody): string[] {
  const periods = Object.values(state.growth).flatMap(({ comparedWith }) => comparedWith ?? []);
  return [...new Set(periods)];
}

/** The prints behind a state, each judged by the state of its own period; `states` holds those by period. */
export function explainEvents(
  period: string,
  compared: readonly string[],
  evidence: readonly PrintedEvidence[],
  states: ReadonlyMap<string, StateBody>,
): ExplainedEvent[] {
  const implying = new Set(
    evidence.filter((one) => one.base_period === period).map((one) => one.print.period),
  );
  return evidence.flatMap((one) => {
    const role = roleOf(one, period, compared, implying);
    return role === undefined ? [] : [explained(one, role, states.get(one.print.period))];
  });
}

function roleOf(
  { print, base_period }: PrintedEvidence,
  period: string,
  compared: readonly string[],
  implying: ReadonlySet<string>,
): Role | undefined {
  if (print.period === period) return 'print';
  const isLevel = print.measure === 'level';
  if (isLevel && compared.includes(print.period)) return 'compared-with';
  if (base_period === period || (isLevel && implying.has(print.period))) return 'implies';
  return undefined;
}

function explained(one: PrintedEvidence, role: Role, state: StateBody | undefined): ExplainedEvent {
  const { print } = one;
  const { document, quote } = evidenceOf(one.data);
  return {
    role,
    source: print.source,
    id: print.id,
    topic: one.topic,
    partition: one.partition,
    offset: one.offset,
    knownAt: one.known_at.toISOString(),
    period: print.period,
    measure: print.measure,
    comparison: print.comparison,
    printed: printedOf(print),
    status: print.status,
    publishedAt: print.publishedAt,
    document,
    quote,
    withdrawn: one.withdrawn,
    chosen: !one.withdrawn && state !== undefined && stands(print, state),
  };
}

function printedOf({
  value,
  valueHigh,
  multiplier,
  unit,
  wording,
  qualifier,
}: Figure): NonNullable<Measurement['printed']> {
  return { value, ...(valueHigh === null ? {} : { valueHigh }), multiplier, unit, wording, qualifier };
}

function stands(print: Figure, state: StateBody): boolean {
  const sides = sidesFor(print, state);
  const shown = print.status === 'forecast' ? sides?.forecast : sides?.reported;
  return shown?.printed !== undefined && sameText(shown.printed, printedOf(print));
}

function sidesFor(print: Figure, state: StateBody): Sides | undefined {
  if (print.measure === 'level') return state.level;
  if (print.measure !== 'growth') return state.other[print.measure];
  return state.growth[resolveComparison(print.period, print.comparison ?? '_U').key];
}

function sameText(a: object, b: object): boolean {
  const sorted = (one: object) => JSON.stringify(Object.entries(one).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}

function evidenceOf(data: string | null): { document: string | null; quote: string | null } {
  const parsed = JSON.parse(data ?? 'null') as { evidence?: { document?: unknown; quote?: unknown } } | null;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return { document: text(parsed?.evidence?.document), quote: text(parsed?.evidence?.quote) };
}
