import type { Language } from '@silkgauge/codelists';
import type { FigurePlan } from '@silkgauge/contract';
import type { Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import { figureClause, notesOf, openingOf, readingsBehind, whenOf } from './clauses.ts';
import { conflictSegments, distinctConflicts } from './conflicts.ts';
import { extrasOf } from './base-share-contribution.ts';
import { factsOf, forecastItems, hasForecast, notesFor } from './figure-facts.ts';
import { isEmpty, isWithdrawn, missing } from './missing.ts';
import { headlineOf } from './headline.ts';
import { countOf, subjectOf } from './names-in-sentences.ts';
import { saidBy, sourceOf } from './source.ts';
import { distinct, inBoth, isFirstUse, seriesOf, type Outcome, type Telling } from './telling.ts';

/** Tells one key. */
export function tellFigure(telling: Telling, plan: FigurePlan, id: string = plan.id): Outcome {
  const { world, tone } = telling;
  const state = world.state(plan.of);
  if (!state) return { id, plan, refused: 'no-state', keys: [plan.of] };
  const facts = factsOf(world, state, plan.tell, plan.comparison);
  const extra = extrasOf(world, facts, plan.tell);
  const hasActual = facts.level.length + facts.growth.length > 0;
  const hasSentence = hasActual || hasForecast(facts);
  const first = hasSentence ? undefined : extra.find(({ numbers }) => numbers.length > 0);
  if (!hasSentence && !first && (isEmpty(state) || isWithdrawn(world, state, plan.tell, plan.comparison)))
    return { id, plan, refused: missing(world, state, plan.tell, plan.comparison), keys: [plan.of] };
  const isFirst = isFirstUse(telling, seriesOf(state.key));
  const notes = distinct([
    ...notesFor(telling, facts, plan.tell),
    ...extra.flatMap(({ numbers, mark: absent, notes: beside }) =>
      numbers.length === 0 ? [absent] : beside,
    ),
  ]);
  const isAbsent = !hasSentence && !first;
  const missed = isAbsent ? notes.filter((one) => one.startsWith('no-')) : [];
  const conflicts = distinctConflicts([...facts.conflicts, ...extra.flatMap((one) => one.conflicts)]);
  // Growth that is open to readings has a sentence of its own behind a level.
  const growth = facts.level.length > 0 && facts.growth.length > 1 ? [] : facts.growth;
  const { series, period } = state;
  const count = countOf(world, series);
  const forecasts = [...facts.forecasts.level, ...facts.forecasts.growth];
  const numbers = hasActual
    ? [...facts.level, ...facts.growth]
    : forecasts.length > 0
      ? forecasts
      : (first?.numbers ?? []);
  const leading = facts.level.length > 0 ? facts.level : facts.growth;
  const headline = (language: Language): readonly Segment[] =>
    headlineOf(
      world,
      {
        ...{ state, numbers: leading },
        clause: figureClause(
          facts.level,
          facts.level.length > 0 ? [] : facts.growth,
          period,
          facts.comparedWith,
          language,
          count,
        ),
      },
      language,
    );
  return {
    id,
    plan,
    told: inBoth((language) => {
      const around = {
        tone,
        source: sourceOf(world, { state, numbers, isFirst }, language),
        said: saidBy(world, { state, numbers, isFirst }, language),
        subject: subjectOf(world, series, language),
        when: openingOf(period, language),
      };
      const clause = figureClause(facts.level, growth, period, facts.comparedWith, language, count);
      const items = forecastItems(facts, language, !hasActual);
      const forecast = mark(language, 'forecast');
      return [
        ...capitalised(
          hasActual
            ? say(language, 'figure', { ...around, clause })
            : hasForecast(facts)
              ? say(language, 'forecast-alone', {
                  ...around,
                  ...{ items, mark: forecast, when: whenOf(period, language) },
                })
              : first
                ? first.write(language, { ...around, when: whenOf(period, language) })
                : say(language, 'absent', {
                    ...{
                      subject: around.subject,
                      when: language === 'en' ? whenOf(period, language) : around.when,
                    },
                    items: listed(
                      language,
                      missed.map((one) => mark(language, one)),
                      'comma',
                    ),
                  }),
        ),
        ...readingsBehind(facts.level, facts.growth, facts.comparedWith, language),
        ...(hasActual && hasForecast(facts)
          ? say(language, 'forecast', {
              ...{ items, mark: forecast },
              source: sourceOf(world, { state, numbers: forecasts, isFirst: false }, language),
              said: saidBy(world, { state, numbers: forecasts, isFirst: false }, language),
            })
          : NOTHING),
        ...extra.flatMap((one) => (one === first ? NOTHING : one.write(language, null))),
        ...conflicts.flatMap((conflict) => conflictSegments(world, conflict, language)),
        ...notesOf(
          notes.filter((one) => !missed.includes(one)),
          language,
        ),
      ];
    }),
    candidate: hasActual
      ? {
          states: [state],
          growth: facts.growth.length > 0 ? facts.figure : null,
          conflicts,
          isTotal: false,
          headline,
        }
      : null,
  };
}
