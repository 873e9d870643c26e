import type { Language } from '@silkgauge/codelists';
import { publishedUntil } from '@silkgauge/growth';
import type { RevisionPlan } from '@silkgauge/contract';
import type { Segment } from '../segment.ts';
import { capitalised, NOTHING, say } from '../words/say.ts';
import type { EvidencePrint, ToldState, World } from '../world.ts';
import { besideOf, notesOf, openingOf, whenOf, withReadings } from './clauses.ts';
import { conflictSegments } from './conflicts.ts';
import { factsOf, notesFor, type FigureFacts } from './figure-facts.ts';
import { missing } from './missing.ts';
import { datedOf, sourceName, subjectOf } from './names-in-sentences.ts';
import { numbersOf, printNumbers, sidesAt, type ToldNumber } from './numbers.ts';
import { printedBy, sourceOf } from './source.ts';
import { inBoth, isFirstUse, seriesOf, type Outcome, type Telling } from './telling.ts';

/** A figure with what its earliest print said and what stands now. */
interface Revised {
  readonly world: World;
  readonly member: RevisionPlan['member'];
  readonly facts: FigureFacts;
  readonly numbers: readonly ToldNumber[];
  /** The earliest print held; undefined where none is dated. */
  readonly first: EvidencePrint | undefined;
  readonly firstNumbers: readonly ToldNumber[];
  readonly presentPublishedAt: string;
  /** Whether its series is told of for the first time. */
  readonly isFirst: boolean;
}

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
  const presentPublishedAt = now.from.publishedAt;
  const revised: Revised = {
    ...{ world, member, facts, numbers, first, firstNumbers, presentPublishedAt, isFirst },
  };
  return {
    id,
    plan,
    told: inBoth((language) => [
      ...capitalised(say(language, message, revisionOf(revised, language))),
      ...facts.conflicts.flatMap((conflict) => conflictSegments(world, conflict, language)),
      ...notesOf(notes, language),
    ]),
    candidate: null,
  };
}

function revisionOf(revised: Revised, language: Language) {
  const { world, member, facts, numbers, first, firstNumbers, presentPublishedAt, isFirst } = revised;
  const { state, comparedWith } = facts;
  const firstDate = datedOf(first?.publishedAt ?? '_U', language);
  const alone = { by: 'body', date: NOTHING, number: withReadings(numbers, language) } as const;
  return {
    member,
    subject: subjectOf(world, state.series, language),
    when: language === 'en' ? whenOf(state.period, language) : openingOf(state.period, language),
    against: member === 'growth' ? besideOf(comparedWith, language) : NOTHING,
    first: endOf(revised, 'revision-first', { numbers: firstNumbers, date: firstDate }, language),
    present: first
      ? endOf(revised, 'revision-now', { numbers, date: sinceOf(presentPublishedAt, language) }, language)
      : say(language, 'revision-now', alone),
    source: first
      ? sourceName(world, state.series, language, isFirst)
      : sourceOf(world, { state, numbers, isFirst }, language),
  };
}

/** One end of a revision: the number, who printed it and when. */
function endOf(
  { world, facts: { state } }: Revised,
  message: 'revision-first' | 'revision-now',
  { numbers, date }: { readonly numbers: readonly ToldNumber[]; readonly date: readonly Segment[] },
  language: Language,
): readonly Segment[] {
  const printed = printedBy(world, state, numbers, language);
  const by = printed.length === 0 ? 'body' : 'publisher';
  return say(language, message, { by, printed, date, number: withReadings(numbers, language) });
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
