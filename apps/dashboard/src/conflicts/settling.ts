import { compareDecimals, multiplyDecimals, type Measurement } from '@silkgauge/growth';
import { conflictCause } from '../figures/conflict.ts';
import { geometry } from '../words/decimal.ts';
import type { MessageId } from '../words/messages.ts';
import { nameOf } from '../words/series-names.ts';
import { periodPhrase } from '../words/period.ts';
import type { MessageValues, Words } from '../words/words-of.ts';
import type { OpenFigure } from './open-figures.ts';

/** The figure that would settle what is open, in words: of which period, by whom. */
export function settlingText(figure: OpenFigure, words: Words): string {
  const { state, sides } = figure;
  const phrase = (period: string) => periodPhrase(period, words.language);
  const base = 'comparedWith' in sides ? (sides.comparedWith as string | null) : null;
  const values: MessageValues = {
    reporter: nameOf('reporter', state.series.reporter, words),
    period: phrase(state.period),
    base: base === null ? '' : phrase(base),
  };
  return words.t(settlingOf(figure), values);
}

type Settling = Extract<MessageId, `settle.${string}`>;

export function settlingOf(figure: OpenFigure): Settling {
  switch (figure.kind) {
    case 'gap':
      return ofGap(figure);
    case 'prints':
      return 'settle.print';
    case 'readings':
      return ofReadings(figure);
  }
}

/** Formulas of sums and differences, by what settles a level that does not meet one. */
const SUMS: Readonly<Record<string, Settling>> = {
  'sum-of-declared-parts@1': 'settle.parts',
  'sum-of-parts@1': 'settle.flows',
  'sum-of-periods@1': 'settle.periods',
  'cumulative-difference@1': 'settle.periods',
};

function ofGap({ measure, sides, state, gaps }: OpenFigure): Settling {
  const { reported, computed } = sides;
  if (conflictCause(state, sides) === 'infeasible') return 'settle.rates';
  if (measure === 'level') {
    if (gaps.length === 0) return state.flags.includes('part-above-whole') ? 'settle.whole' : 'settle.print';
    if (!gaps.some(({ name }) => name === 'computed')) return 'settle.rebased';
    return SUMS[computed?.formula ?? ''] ?? 'settle.print';
  }
  if (measure !== 'growth') return 'settle.parts-and-whole';
  if (reported?.readings) return 'settle.levels';
  if (!reported || !computed) return 'settle.levels';
  return computed.formula === 'ratio@1' ? ofRatio(state.level.reported, computed) : 'settle.levels';
}

/** A ratio is as firm as the weaker of its levels: if the level of the period is firmer, the base is not. */
function ofRatio(level: Measurement | undefined, { status }: Measurement): Settling {
  const firm = ['A', 'R'];
  return level && firm.includes(level.status) && status === 'P' ? 'settle.final-base' : 'settle.base';
}

function ofReadings({ measure, state, sides }: OpenFigure): Settling {
  if (state.period === '_U') return 'settle.period';
  if (measure === 'level') return 'settle.level';
  if (measure !== 'growth') return 'settle.parts-and-whole';
  if (!('comparedWith' in sides) || sides.comparedWith === null) return 'settle.comparison';
  return state.level.reported ? 'settle.base' : 'settle.levels';
}

/** The whole number of times that a print has the number it does not meet; null for no such number. */
export function timesOf({ sides: { reported, computed }, measure }: OpenFigure): number | null {
  if (measure !== 'level' || !reported?.value || !computed?.value) return null;
  if (geometry(computed.value) === 0) return null;
  const times = Math.round(geometry(reported.value) / geometry(computed.value));
  const isExact =
    times > 1 && compareDecimals(multiplyDecimals(computed.value, String(times)), reported.value) === 0;
  return isExact ? times : null;
}
