import type { Language, Mark } from '@silkgauge/codelists';
import type { FlowsPlan, Tone } from '@silkgauge/contract';
import type { Both, Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import type { World } from '../world.ts';
import { figureClause, growthClause, notesOf, openingOf, whenOf } from './clauses.ts';
import { conflictsIn, distinctConflicts, conflictSegments, type Conflict } from './conflicts.ts';
import { factsOf, forecastItems, hasForecast, notesFor, type FigureFacts } from './figure-facts.ts';
import { tellFigure } from './figure.ts';
import { meaningOf, meaningSegments } from './meaning.ts';
import { missing } from './missing.ts';
import { headlineOf } from './headline.ts';
import { countOf, subjectOf } from './names-in-sentences.ts';
import { saidBy, sourceOf } from './source.ts';
import { distinct, inBoth, isFirstUse, type Outcome, type Telling } from './telling.ts';

const TELL = ['level', 'growth'] as const;
const FLOWS = ['total', 'exports', 'imports'] as const;

/** A total with its parts, all with growth. */
interface Flows {
  readonly world: World;
  readonly tone: Tone;
  readonly period: string;
  readonly total: FigureFacts;
  readonly exports: FigureFacts;
  readonly imports: FigureFacts;
  /** Whether the total is told of for the first time. */
  readonly isFirst: boolean;
  readonly notes: readonly Mark[];
  readonly conflicts: readonly Conflict[];
  readonly meaning: ReturnType<typeof meaningOf>;
}

/** Tells a total with its exports and imports, which of them grew faster and which added more. */
export function tellFlows(telling: Telling, plan: FlowsPlan): Outcome {
  const { world, tone } = telling;
  const { id, comparison, period } = plan;
  const keys = [plan.total, plan.exports, plan.imports].map((series) => `${series}/${period}`);
  const all: FigureFacts[] = [];
  for (const key of keys) {
    const state = world.state(key);
    if (!state) return { id, plan, refused: 'no-state', keys: [key] };
    const facts = factsOf(world, state, TELL, comparison);
    if (facts.growth.length + facts.level.length === 0 && !hasForecast(facts))
      return { id, plan, refused: missing(world, state, TELL, comparison), keys: [key] };
    all.push(facts);
  }
  const [total, exports, imports] = all;
  if (!total || !exports || !imports) return { id, plan, refused: 'no-state', keys };
  if (all.some(({ growth }) => growth.length === 0)) return oneByOne(telling, plan, keys);
  const isFirst = isFirstUse(telling, plan.total);
  isFirstUse(telling, plan.exports);
  isFirstUse(telling, plan.imports);
  const notes = distinct(all.flatMap((facts) => notesFor(telling, facts, TELL)));
  const meaning = meaningOf(world, exports, imports);
  const conflicts = conflictsOfFlows(world, total, [exports, imports], meaning.parts !== null);
  const flows: Flows = { world, tone, period, total, exports, imports, isFirst, notes, conflicts, meaning };
  return {
    id,
    plan,
    told: inBoth((language) => sentenceOf(flows, language)),
    candidate: {
      states: all.map(({ state }) => state),
      growth: total.figure,
      conflicts,
      isTotal: true,
      headline: (language) => {
        const { state, growth, comparedWith } = total;
        const clause = growthClause(growth, period, comparedWith, language, countOf(world, state.series));
        return headlineOf(world, { state, clause, numbers: growth }, language);
      },
    },
  };
}

/** What does not meet in the total, and in its parts: of what these contribute where that is told. */
const conflictsOfFlows = (
  world: World,
  total: FigureFacts,
  parts: readonly FigureFacts[],
  tellsContributions: boolean,
): readonly Conflict[] =>
  distinctConflicts([
    ...total.conflicts,
    ...parts.flatMap(({ state, conflicts }) =>
      [...conflicts, ...(tellsContributions ? conflictsIn(world, state, 'other.contribution') : [])].map(
        (one) => ({ ...one, of: one.of ?? state }),
      ),
    ),
  ]);

/** The sentence, and what stands behind it. */
function sentenceOf(flows: Flows, language: Language): readonly Segment[] {
  const { world, tone, period, total, exports, imports, isFirst, notes, conflicts, meaning } = flows;
  const all = [total, exports, imports];
  const numbers = all.flatMap(({ level, growth }) => [...level, ...growth]);
  const said = { state: total.state, numbers, isFirst };
  const withLevels = [exports, imports].some(({ level }) => level.length > 0);
  return [
    ...capitalised(
      say(language, 'flows', {
        tone,
        subject: subjectOf(world, total.state.series, language),
        when: openingOf(period, language),
        source: sourceOf(world, said, language),
        said: saidBy(world, said, language),
        total: clauseOf(flows, total, language),
        exports: clauseOf(flows, exports, language),
        imports: clauseOf(flows, imports, language),
        between: say(language, withLevels ? 'flows-then' : 'flows-and'),
      }),
    ),
    ...meaningSegments(meaning, language),
    ...all.filter(hasForecast).flatMap((facts) => forecastOf(world, facts, language)),
    ...conflicts.flatMap((conflict) => conflictSegments(world, conflict, language)),
    ...notesOf(notes, language, { 'no-level': withoutLevel(all, language) }),
  ];
}

/** What the period and the comparison are is told with the total. */
function clauseOf(
  { world, period, total }: Flows,
  facts: FigureFacts,
  language: Language,
): readonly Segment[] {
  const { level, growth, comparedWith } = facts;
  const isTotal = facts === total;
  return figureClause(
    level,
    growth,
    isTotal ? period : null,
    isTotal || comparedWith !== total.comparedWith ? comparedWith : null,
    language,
    isTotal ? countOf(world, total.state.series) : 'many',
  );
}

/** The flows that no level is known of; nothing where that is so of all. */
function withoutLevel(all: readonly FigureFacts[], language: Language): readonly Segment[] {
  const without = FLOWS.filter((_, at) => {
    const facts = all[at];
    return facts && facts.level.length + facts.forecasts.level.length === 0;
  });
  if (without.length === FLOWS.length) return NOTHING;
  const names = without.map((flow) => say(language, flow));
  return listed(language, names, 'list', 'and');
}

/** Flows of which one has no growth, or a forecast alone, are told one by one: nothing of them is compared. */
function oneByOne(telling: Telling, plan: FlowsPlan, keys: readonly string[]): Outcome {
  const { id, comparison } = plan;
  const outcomes = keys.map((of) => {
    const outcome = tellFigure(telling, { say: 'figure', id, of, tell: TELL, comparison });
    // One reporter and coverage are told once.
    for (const series of [plan.exports, plan.imports]) isFirstUse(telling, series);
    return outcome;
  });
  const told = outcomes.flatMap((one) => ('told' in one ? [one] : []));
  const candidates = told.flatMap(({ candidate }) => (candidate ? [candidate] : []));
  const [first] = candidates;
  const between: Both<readonly Segment[]> = { en: [{ type: 'text', text: ' ' }], zh: [] };
  return {
    id,
    plan,
    told: inBoth((language) =>
      told.flatMap((one, at) => [...(at === 0 ? [] : between[language]), ...one.told[language]]),
    ),
    candidate: first
      ? {
          states: candidates.flatMap(({ states }) => states),
          growth: candidates.find(({ growth }) => growth !== null)?.growth ?? null,
          // The headline is of the first alone.
          conflicts: distinctConflicts([
            ...first.conflicts,
            ...candidates
              .slice(1)
              .flatMap(({ states: [state = null], conflicts }) =>
                conflicts.map((one) => ({ ...one, of: one.of ?? state })),
              ),
          ]),
          isTotal: true,
          headline: first.headline,
        }
      : null,
  };
}

/** A forecast beside an actual, of one of the flows. */
function forecastOf(world: World, facts: FigureFacts, language: Language): readonly Segment[] {
  const { state, forecasts } = facts;
  const said = { state, numbers: [...forecasts.level, ...forecasts.growth], isFirst: false };
  const told = capitalised(
    say(language, 'forecast-alone', {
      mark: mark(language, 'forecast'),
      source: sourceOf(world, said, language),
      said: saidBy(world, said, language),
      subject: subjectOf(world, state.series, language),
      when: whenOf(state.period, language),
      items: forecastItems(facts, language, true),
    }),
  );
  return language === 'en' ? [{ type: 'text', text: ' ' }, ...told] : told;
}
