import type { ComparedSides } from '@silkgauge/growth';
import type { Language } from '@silkgauge/words';
import type { FigurePlan, Tell } from '@silkgauge/contract';
import type { Mark, Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import type { ToldState, World } from '../world.ts';
import { anyOf, besideOf, figureClause, notesOf, openingOf, readingsBehind, whenOf } from './clauses.ts';
import { conflictIn, conflictSegments, type Conflict } from './conflicts.ts';
import { countOf, periodName, reporterName, sourceName, subjectOf } from './names.ts';
import { numberSegments } from './number-text.ts';
import { actualOf, numbersOf, sidesAt, type ToldNumber } from './numbers.ts';
import {
  distinct,
  inBoth,
  isFirstUse,
  isOtherPeriod,
  seriesOf,
  type Outcome,
  type Telling,
} from './telling.ts';
import { missing } from './missing.ts';

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
    conflicts: [level, growth].flatMap((name) =>
      name === null ? [] : (conflictIn(world, state, name) ?? []),
    ),
  };
}

const FLAGS = ['calendar-effect', 'partial-period', 'coverage-break', 'small-base'] as const;

/** What is to be known of a figure that its numbers do not say. */
export function notesFor(
  telling: Telling,
  { state, level, growth, figure, forecasts }: FigureFacts,
  tell: readonly Tell[],
): readonly Mark[] {
  const isMissing = (name: 'level' | 'growth', numbers: readonly ToldNumber[]): boolean =>
    tell.includes(name) && numbers.length === 0 && forecasts[name].length === 0;
  return [
    ...(isOtherPeriod(telling, state.period) ? (['other-period'] as const) : []),
    ...(state.period === '_U' ? (['period-unknown'] as const) : []),
    ...(figure === 'growth._U' && !isMissing('growth', growth) ? (['comparison-unknown'] as const) : []),
    ...(isMissing('level', level) ? (['no-level'] as const) : []),
    ...(isMissing('growth', growth) ? (['no-growth'] as const) : []),
    ...FLAGS.filter((flag) => state.flags.includes(flag)),
  ];
}

/** Tells one key. */
export function tellFigure(telling: Telling, plan: FigurePlan, id: string = plan.id): Outcome {
  const { world, tone } = telling;
  const state = world.state(plan.of);
  if (!state) return { id, plan, refused: 'no-state', keys: [plan.of] };
  const facts = factsOf(world, state, plan.tell, plan.comparison);
  const extra = extrasOf(world, facts, plan.tell);
  const hasActual = facts.level.length + facts.growth.length > 0;
  const hasForecast = facts.forecasts.level.length + facts.forecasts.growth.length > 0;
  if (!hasActual && !hasForecast && extra.every(({ numbers }) => numbers.length === 0))
    return { id, plan, refused: missing(state), keys: [plan.of] };
  const isFirst = isFirstUse(telling, seriesOf(state.key));
  const notes = distinct([
    ...notesFor(telling, facts, plan.tell),
    ...extra.flatMap(({ numbers, mark: absent }) => (numbers.length === 0 ? [absent] : [])),
  ]);
  const { series, period } = state;
  const count = countOf(world, series);
  const headline = (language: Language): readonly Segment[] =>
    capitalised(
      say(language, 'headline', {
        subject: subjectOf(world, series, language),
        clause: figureClause(
          facts.level,
          facts.level.length > 0 ? [] : facts.growth,
          period,
          facts.comparedWith,
          language,
          count,
        ),
        when: openingOf(period, language),
      }),
    );
  return {
    id,
    plan,
    told: inBoth((language) => {
      const around = {
        tone,
        source: sourceName(world, series, language, isFirst),
        subject: subjectOf(world, series, language),
        when: openingOf(period, language),
      };
      const clause = figureClause(facts.level, facts.growth, period, facts.comparedWith, language, count);
      const items = forecastItems(facts, language);
      const forecast = mark(language, 'forecast');
      return [
        ...capitalised(
          hasActual
            ? say(language, 'figure', { ...around, clause })
            : hasForecast
              ? say(language, 'forecast-alone', {
                  ...around,
                  ...{ items, mark: forecast, when: whenOf(period, language) },
                })
              : say(language, 'no-figure', around),
        ),
        ...readingsBehind(facts.level, facts.growth, facts.comparedWith, language),
        ...(hasActual && hasForecast
          ? say(language, 'forecast', {
              ...{ items, mark: forecast },
              by: reporterName(world, series.reporter, language),
            })
          : NOTHING),
        ...extra.flatMap(({ write }) => write(language)),
        ...facts.conflicts.flatMap((conflict) => conflictSegments(world, conflict, language)),
        ...notesOf(notes, language),
      ];
    }),
    candidate: hasActual
      ? {
          states: [state],
          growth: facts.growth.length > 0 ? facts.figure : null,
          isConflict: facts.conflicts.length > 0,
          isTotal: false,
          headline,
        }
      : null,
  };
}

function forecastItems({ forecasts, comparedWith }: FigureFacts, language: Language): readonly Segment[] {
  const items = [
    ...forecasts.level.map((number) =>
      say(language, 'forecast-level', { number: numberSegments(number, language) }),
    ),
    ...forecasts.growth.map((number) =>
      say(language, 'forecast-growth', {
        number: numberSegments(number, language),
        against: besideOf(comparedWith, language),
      }),
    ),
  ];
  return listed(language, items, 'also');
}

interface Extra {
  readonly numbers: readonly ToldNumber[];
  /** Told where there is no number. */
  readonly mark: Mark;
  readonly write: (language: Language) => readonly Segment[];
}

/** The base that is implied, a share and a contribution, where they are asked for. */
function extrasOf(
  world: World,
  { state, comparedWith }: FigureFacts,
  tell: readonly Tell[],
): readonly Extra[] {
  const extras: Extra[] = [];
  if (tell.includes('base')) {
    const base = comparedWith === null ? undefined : world.state(`${seriesOf(state.key)}/${comparedWith}`);
    const numbers = base ? numbersOf(base, 'level', 'implied', world.evidence(base.key)) : [];
    const write = (language: Language): readonly Segment[] =>
      numbers.length === 0 || comparedWith === null
        ? NOTHING
        : say(language, 'base', {
            period: [periodName(comparedWith, language)],
            number: withReadings(numbers, language),
          });
    extras.push({ numbers, mark: 'no-level', write });
  }
  for (const name of ['share', 'contribution'] as const) {
    if (!tell.includes(name)) continue;
    const side = actualOf(state.other[name]);
    const numbers = side ? numbersOf(state, `other.${name}`, side, world.evidence(state.key)) : [];
    const write = (language: Language): readonly Segment[] =>
      numbers.length === 0 ? NOTHING : say(language, name, { number: withReadings(numbers, language) });
    extras.push({ numbers, mark: name === 'share' ? 'no-level' : 'no-growth', write });
  }
  return extras;
}

/** A number, or several of which any may hold. */
const withReadings = (numbers: readonly ToldNumber[], language: Language): readonly Segment[] =>
  numbers.length > 1
    ? say(language, 'note', { number: anyOf(numbers, language), items: mark(language, 'readings') })
    : anyOf(numbers, language);
