import type { Language, Mark } from '@silkgauge/codelists';
import type { FigurePlan, Tone } from '@silkgauge/contract';
import type { Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import { figureClause, notesOf, openingOf, readingsBehind, whenOf } from './clauses.ts';
import { conflictSegments, distinctConflicts, type Conflict } from './conflicts.ts';
import { extrasOf, type Extra } from './base-share-contribution.ts';
import { factsOf, forecastItems, hasForecast, notesFor, type FigureFacts } from './figure-facts.ts';
import type { ToldNumber } from './numbers.ts';
import type { World } from '../world.ts';
import { isEmpty, isWithdrawn, missing } from './missing.ts';
import { headlineOf } from './headline.ts';
import { countOf, subjectOf } from './names-in-sentences.ts';
import { saidBy, sourceOf } from './source.ts';
import { distinct, inBoth, isFirstUse, seriesOf, type Outcome, type Telling } from './telling.ts';

/** A figure that is told. */
interface Figure {
  readonly world: World;
  readonly tone: Tone;
  readonly facts: FigureFacts;
  readonly extra: readonly Extra[];
  /** Whether a level or growth is there that is no forecast. */
  readonly hasActual: boolean;
  /** The extra that stands alone, where neither level nor growth is there. */
  readonly first: Extra | undefined;
  /** Whether its series is told of for the first time. */
  readonly isFirst: boolean;
  readonly notes: readonly Mark[];
  readonly conflicts: readonly Conflict[];
}

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
  const besides = extra.flatMap(({ numbers, mark: absent, notes }) =>
    numbers.length === 0 ? [absent] : notes,
  );
  const notes = distinct([...notesFor(telling, facts, plan.tell), ...besides]);
  const conflicts = distinctConflicts([...facts.conflicts, ...extra.flatMap((one) => one.conflicts)]);
  const figure: Figure = { world, tone, facts, extra, hasActual, first, isFirst, notes, conflicts };
  return {
    id,
    plan,
    told: inBoth((language) => sentenceOf(figure, language)),
    candidate: hasActual
      ? {
          states: [state],
          growth: facts.growth.length > 0 ? facts.figure : null,
          conflicts,
          isTotal: false,
          headline: (language) => headlineOfFigure(figure, language),
        }
      : null,
  };
}

function headlineOfFigure({ world, facts }: Figure, language: Language): readonly Segment[] {
  const { state, level, growth, comparedWith } = facts;
  const hasLevel = level.length > 0;
  const count = countOf(world, state.series);
  const clause = figureClause(level, hasLevel ? [] : growth, state.period, comparedWith, language, count);
  return headlineOf(world, { state, numbers: hasLevel ? level : growth, clause }, language);
}

/** The sentence, and what stands behind it. */
function sentenceOf(figure: Figure, language: Language): readonly Segment[] {
  const { world, facts, extra, first, hasActual, notes, conflicts } = figure;
  const missed = missedIn(figure);
  return [
    ...capitalised(opening(figure, language)),
    ...readingsBehind(facts.level, facts.growth, facts.comparedWith, language),
    ...(hasActual && hasForecast(facts) ? forecastBehind(figure, language) : NOTHING),
    ...extra.flatMap((one) => (one === first ? NOTHING : one.write(language, null))),
    ...conflicts.flatMap((conflict) => conflictSegments(world, conflict, language)),
    ...notesOf(
      notes.filter((one) => !missed.includes(one)),
      language,
    ),
  ];
}

/** What is told as missing in the sentence itself, as there is nothing else to say. */
const missedIn = ({ hasActual, facts, first, notes }: Figure): readonly Mark[] =>
  hasActual || hasForecast(facts) || first ? [] : notes.filter((one) => one.startsWith('no-'));

const forecastsOf = ({ forecasts: { level, growth } }: FigureFacts): readonly ToldNumber[] => [
  ...level,
  ...growth,
];

/** What is known first of: actual numbers, else forecasts, else the extra that stands alone. */
function numbersOf({ hasActual, facts, first }: Figure): readonly ToldNumber[] {
  if (hasActual) return [...facts.level, ...facts.growth];
  return hasForecast(facts) ? forecastsOf(facts) : (first?.numbers ?? []);
}

function opening(figure: Figure, language: Language): readonly Segment[] {
  const { world, tone, facts, hasActual, first, isFirst } = figure;
  const { state, level, comparedWith } = facts;
  const said = { state, numbers: numbersOf(figure), isFirst };
  const around = {
    tone,
    source: sourceOf(world, said, language),
    said: saidBy(world, said, language),
    subject: subjectOf(world, state.series, language),
    when: openingOf(state.period, language),
  };
  const when = whenOf(state.period, language);
  if (hasActual) {
    // Growth that is open to readings has a sentence of its own behind a level.
    const growth = level.length > 0 && facts.growth.length > 1 ? [] : facts.growth;
    const count = countOf(world, state.series);
    const clause = figureClause(level, growth, state.period, comparedWith, language, count);
    return say(language, 'figure', { ...around, clause });
  }
  if (hasForecast(facts)) {
    const items = forecastItems(facts, language, true);
    return say(language, 'forecast-alone', { ...around, items, mark: mark(language, 'forecast'), when });
  }
  if (first) return first.write(language, { ...around, when });
  const marks = missedIn(figure).map((one) => mark(language, one));
  return say(language, 'absent', {
    subject: around.subject,
    when: language === 'en' ? when : around.when,
    items: listed(language, marks, 'comma'),
  });
}

function forecastBehind({ world, facts }: Figure, language: Language): readonly Segment[] {
  const said = { state: facts.state, numbers: forecastsOf(facts), isFirst: false };
  return say(language, 'forecast', {
    ...{ items: forecastItems(facts, language, false), mark: mark(language, 'forecast') },
    source: sourceOf(world, said, language),
    said: saidBy(world, said, language),
  });
}
