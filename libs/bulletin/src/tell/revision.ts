import type { Language } from '@silkgauge/codelists';
import { publishedUntil } from '@silkgauge/growth';
import type { RevisionPlan } from '@silkgauge/contract';
import type { Segment } from '../segment.ts';
import { capitalised, NOTHING, say } from '../words/say.ts';
import type { EvidencePrint, ToldState, World } from '../world.ts';
import { besideOf, notesOf, openingOf, whenOf, withReadings } from './clauses.ts';
import { conflictSegments } from './conflicts.ts';
import { factsOf, notesFor } from './figure-facts.ts';
import { missing } from './missing.ts';
import { datedOf, sourceName, subjectOf } from './names-in-sentences.ts';
import { numbersOf, printNumbers, sidesAt, type ToldNumber } from './numbers.ts';
import { printedBy, sourceOf } from './source.ts';
import { inBoth, isFirstUse, seriesOf, type Outcome, type Telling } from './telling.ts';

/** Tells what the earliest print held of a figure says and what stands now, each with its publication. */
export function tellRevision(telling: Telling, plan: RevisionPlan): Outcome {
  const { world } = telling;
  const { id, of, member, comparison } = plan;
  const state = world.state(of);
  if (!state) return { id, plan, refused: 'no-state', keys: [of] };
  const facts = factsOf(world, state, [member], comparison);
  const figure = member === 'level' ? 'level' : facts.figure;
  const numbers = figure === null ? [] : numbersOf(state, figure, 'reported', world.evidence(of));
  const first = figure === null ? undefined : firstPrint(world, state, figure);
  const now = figure === null ? undefined : sidesAt(state, figure)?.reported;
  if (figure === null || numbers.length === 0 || !now?.from)
    return { id, plan, refused: missing(world, state, [member], comparison), keys: [of] };
  const isChanged = first && (first.source !== now.from.source || first.id !== now.from.id);
  const firstNumbers = isChanged ? printNumbers(state, first, `${figure}.reported`) : numbers;
  const message = !first ? 'revision-undated' : isChanged ? 'revision' : 'revision-none';
  const isFirst = isFirstUse(telling, seriesOf(of));
  const notes = notesFor(telling, facts, [member]);
  const { from } = now;
  return {
    id,
    plan,
    told: inBoth((language) => {
      const since = sinceOf(from.publishedAt, language);
      const end = (
        message: 'revision-first' | 'revision-now',
        told: readonly ToldNumber[],
        date: readonly Segment[],
      ): readonly Segment[] => {
        const printed = printedBy(world, state, told, language);
        const by = printed.length === 0 ? 'body' : 'publisher';
        return say(language, message, { by, printed, date, number: withReadings(told, language) });
      };
      const isGrowth = member === 'growth';
      const told = {
        member,
        subject: subjectOf(world, state.series, language),
        when: language === 'en' ? whenOf(state.period, language) : openingOf(state.period, language),
        against: isGrowth ? besideOf(facts.comparedWith, language) : NOTHING,
        first: end('revision-first', firstNumbers, datedOf(first?.publishedAt ?? '_U', language)),
        present: first
          ? end('revision-now', numbers, since)
          : say(language, 'revision-now', {
              ...{ by: 'body', date: NOTHING, number: withReadings(numbers, language) },
            }),
        source: first
          ? sourceName(world, state.series, language, isFirst)
          : sourceOf(world, { state, numbers, isFirst }, language),
      };
      return [
        ...capitalised(say(language, message, told)),
        ...facts.conflicts.flatMap((conflict) => conflictSegments(world, conflict, language)),
        ...notesOf(notes, language),
      ];
    }),
    candidate: null,
  };
}

/** Since when a number stands; nothing where that is not known. */
function sinceOf(publishedAt: string, language: Language): readonly Segment[] {
  const date = datedOf(publishedAt, language);
  return date.length > 0 ? say(language, 'revision-since', { date }) : NOTHING;
}

/** The print of a figure that was published before all others held, and stands, by date, then by identity; one without a date is not known to be it. */
function firstPrint(world: World, state: ToldState, figure: string): EvidencePrint | undefined {
  const prints = world
    .evidence(state.key)
    ?.prints.filter(
      ({ key, side, withdrawn, printed, publishedAt }) =>
        key === state.key &&
        side === `${figure}.reported` &&
        !withdrawn &&
        printed !== undefined &&
        publishedAt !== '_U',
    );
  const order = (one: EvidencePrint): string => `${publishedUntil(one.publishedAt)} ${one.source} ${one.id}`;
  return prints?.reduce<EvidencePrint | undefined>(
    (first, one) => (first && order(first) <= order(one) ? first : one),
    undefined,
  );
}
