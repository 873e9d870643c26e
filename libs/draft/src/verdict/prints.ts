import { formatDecimal, publishedUntil, readPrint, type Measurement } from '@silkgauge/growth';
import type { FigurePrint, HeldFigure } from './held-figure.ts';
import type { KnownNumber } from './nearness.ts';

/** Steps of the choice that say that a print speaks of something else. */
const SPEAKS_OF_ELSE: readonly FigurePrint['step'][] = ['unit', 'comparison'];

/** What became of a print: it stands, says otherwise, lost to another one, has no place, or says nothing here. */
export type Outcome = 'stands' | 'otherwise' | 'lost' | 'excluded' | 'elsewhere' | 'gone';

export function outcomeOf({ standing, step }: Pick<FigurePrint, 'standing' | 'step'>): Outcome {
  switch (standing) {
    case 'chosen':
    case 'support':
      return 'stands';
    case 'conflict':
      return 'otherwise';
    case 'excluded':
      return 'excluded';
    case 'superseded':
    case 'corrected':
      if (SPEAKS_OF_ELSE.includes(step)) return 'elsewhere';
      // Prints of an unknown period are not chosen between: each may be of another one.
      return step === 'unplaced' ? 'otherwise' : 'lost';
    case 'withdrawn':
    case null:
      return 'gone';
  }
}

/** The print that stands among the prints of a figure. */
export function standingPrint({ prints }: HeldFigure): FigurePrint | null {
  const all = prints.filter((print) => outcomeOf(print) === 'stands');
  return all.find(({ standing }) => standing === 'chosen') ?? all[0] ?? null;
}

/** What a print says; the one that stands says what its side does, where a wording was settled. */
export function numberOf(
  { printed, standing }: Pick<FigurePrint, 'printed' | 'standing'>,
  reported: Measurement | undefined,
): KnownNumber | null {
  if (reported && standing === 'chosen' && reported.readings === undefined) return reported;
  if (!printed) return null;
  const readings = readPrint({
    ...{ source: '', id: '', period: '_U', comparison: null, status: 'unspecified', publishedAt: '_U' },
    ...{ kind: null, document: '', measure: printed.wording === null ? 'level' : 'growth' },
    ...{ ...printed, valueHigh: printed.valueHigh ?? null },
  });
  return {
    ...{ value: null, low: null, high: null, printed },
    readings: readings.map(({ value, low, high }) => ({
      ...{ value: value && formatDecimal(value), low: formatDecimal(low), high: formatDecimal(high) },
    })),
  };
}

/** Whether one print was published after another, as far as their days are known. */
export const isLater = (one: FigurePrint, other: FigurePrint): boolean => {
  const [day, before] = [one, other].map(({ publishedAt }) => publishedUntil(publishedAt));
  return day !== undefined && before !== undefined && day > before;
};
