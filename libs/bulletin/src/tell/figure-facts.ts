import { type Language, type Mark, NOTED_FLAGS } from '@silkgauge/codelists';
import type { ComparedSides } from '@silkgauge/growth';
import type { Tell } from '@silkgauge/contract';
import type { Segment } from '../segment.ts';
import { listed, say } from '../words/say.ts';
import type { ToldState, World } from '../world.ts';
import { besideOf } from './clauses.ts';
import { conflictsIn, type Conflict } from './conflicts.ts';
import { numberSegments } from './number-text.ts';
import { actualOf, numbersOf, sidesAt, type ToldNumber } from './numbers.ts';
import { isOtherPeriod, type Telling } from './telling.ts';

/** What is known of one key, as far as a plan tells it. */
export interface FigureFacts {
  readonly state: ToldState;
  readonly level: readonly ToldNumber[];
  readonly growth: readonly ToldNumber[];
  /** `growth.GY`; null where no growth is there. */
  readonly figure: string | null;
  readonly comparedWith: string | null;
  readonly forecasts: { readonly level: readonly ToldNumber[]; readonly growth: readonly ToldNumber[] };
  readonly conflicts: readonly Conflict[];
}

/** The comparison that is told: the one asked for, over the year, else the only one there. */
export function comparisonOf({ growth }: ToldState, wanted: string | null): string | null {
  if (wanted !== null) return wanted in growth ? wanted : null;
  if ('GY' in growth) return 'GY';
  const [only, another] = Object.keys(growth);
  return another === undefined ? (only ?? null) : null;
}

export function factsOf(
  world: World,
  state: ToldState,
  tell: readonly Tell[],
  comparison: string | null,
): FigureFacts {
  const evidence = world.evidence(state.key);
  const key = tell.includes('growth') || tell.includes('base') ? comparisonOf(state, comparison) : null;
  const figure = key === null ? null : `growth.${key}`;
  const sides = figure === null ? undefined : (sidesAt(state, figure) as ComparedSides | undefined);
  const told = (name: string | null): readonly ToldNumber[] => {
    const side = name === null ? undefined : actualOf(sidesAt(state, name));
    return name === null || !side ? [] : numbersOf(state, name, side, evidence);
  };
  const forecast = (name: string | null) =>
    name === null ? [] : numbersOf(state, name, 'forecast', evidence);
  const level = tell.includes('level') ? 'level' : null;
  const growth = tell.includes('growth') ? figure : null;
  return {
    state,
    level: told(level),
    growth: told(growth),
    figure,
    comparedWith: sides?.comparedWith ?? null,
    forecasts: { level: forecast(level), growth: forecast(growth) },
    conflicts: [level, growth].flatMap((name) => (name === null ? [] : conflictsIn(world, state, name))),
  };
}

/** What concerns a reader of a state's numbers. */
export const flagsOf = ({ flags }: ToldState): readonly Mark[] =>
  NOTED_FLAGS.filter((flag) => flags.includes(flag));

/** What is to be known of a figure that its numbers do not say. */
export function notesFor(
  telling: Telling,
  { state, level, growth, figure, forecasts }: FigureFacts,
  tell: readonly Tell[],
): readonly Mark[] {
  const isMissing = (name: 'level' | 'growth', numbers: readonly ToldNumber[]): boolean =>
    tell.includes(name) && numbers.length === 0 && forecasts[name].length === 0;
  const hasGrowth = Object.keys(state.growth).length > 0;
  return [
    ...(isOtherPeriod(telling, state.period) ? (['other-period'] as const) : []),
    ...(state.period === '_U' ? (['period-unknown'] as const) : []),
    ...(figure === 'growth._U' && !isMissing('growth', growth) ? (['comparison-unknown'] as const) : []),
    ...(isMissing('level', level) ? (['no-level'] as const) : []),
    ...(isMissing('growth', growth)
      ? ([figure === null && hasGrowth ? 'no-comparison' : 'no-growth'] as const)
      : []),
    ...flagsOf(state),
  ];
}

/** Whether a forecast of something that is asked for is there. */
export const hasForecast = ({ forecasts }: FigureFacts): boolean =>
  forecasts.level.length + forecasts.growth.length > 0;

/** A forecast of a level and of growth; `isAlone` where no actual stands before it. */
export function forecastItems(
  { forecasts, comparedWith }: FigureFacts,
  language: Language,
  isAlone: boolean,
): readonly Segment[] {
  const level = isAlone ? 'forecast-level-alone' : 'forecast-level';
  const items = [
    ...forecasts.level.map((number) => say(language, level, { number: numberSegments(number, language) })),
    ...forecasts.growth.map((number) =>
      say(language, 'forecast-growth', {
        number: numberSegments(number, language),
        against: besideOf(comparedWith, language),
      }),
    ),
  ];
  return listed(language, items, 'also');
}
