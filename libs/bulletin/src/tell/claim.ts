import type { Language, Mark } from '@silkgauge/codelists';
import { parseSeriesKey } from '@silkgauge/contract';
import type { EventPlan } from '@silkgauge/contract';
import { textOf, type QuoteSegment, type Segment } from '../segment.ts';
import { capitalised, mark, NOTHING, say } from '../words/say.ts';
import { growthClause, notesOf, openingOf, stopBehind, whenOf } from './clauses.ts';
import { conflictSegments } from './conflicts.ts';
import { factsOf, flagsOf, type FigureFacts } from './figure-facts.ts';
import type { World } from '../world.ts';
import type { SeriesDimensions } from '@silkgauge/growth';

import { countOf, sourceName, subjectOf } from './names-in-sentences.ts';
import { quoted } from './number-text.ts';
import { isPrinted, originOf } from './numbers.ts';
import { printedBy, printSegments } from './source.ts';
import { inBoth, isFirstUse, isOfOtherLength, type Outcome, type Telling } from './telling.ts';

/** A claim, and what is known of the growth that it is about. */
interface Known {
  readonly world: World;
  readonly claim: NonNullable<ReturnType<World['claim']>>;
  readonly series: SeriesDimensions;
  /** The series that it compares with. */
  readonly other: SeriesDimensions | undefined;
  readonly isOtherKnown: boolean;
  readonly facts: FigureFacts | undefined;
  /** Whether its series is told of for the first time. */
  readonly isFirst: boolean;
}

/** Tells a claim: whose it is, in which direction, in its words, and what is known of it. */
export function tellClaim(telling: Telling, plan: EventPlan): Outcome {
  const { world } = telling;
  const { id, event } = plan;
  const claim = world.claim(event);
  const keys = [`${event.source}#${event.id}`];
  if (!claim) return { id, plan, refused: 'no-event', keys };
  if (claim.withdrawn) return { id, plan, refused: 'withdrawn', keys };
  const { period, standing, comparedTo } = claim;
  const series = parseSeriesKey(claim.key);
  const other = comparedTo === null ? undefined : parseSeriesKey(comparedTo);
  if (!series) return { id, plan, refused: 'no-state', keys };
  const isFirst = isFirstUse(telling, claim.key);
  const state = period === '_U' ? undefined : world.state(`${claim.key}/${period}`);
  const facts = state && factsOf(world, state, ['growth'], null);
  const knownOther = comparedTo === null ? undefined : world.state(`${comparedTo}/${period}`);
  const isOtherKnown =
    knownOther !== undefined && factsOf(world, knownOther, ['growth'], null).growth.length > 0;
  const notes: readonly Mark[] = [
    ...(isOfOtherLength(telling, period) ? (['other-period'] as const) : []),
    ...(period === '_U' ? (['period-unknown'] as const) : []),
    ...(state && facts && facts.growth.length > 0 ? flagsOf(state) : []),
    'no-number',
    standing,
  ];
  const known: Known = { world, claim, series, other, isOtherKnown, facts, isFirst };
  return {
    id,
    plan,
    told: inBoth((language) => [
      ...capitalised(claimed(known, event, language)),
      ...knownBehind(known, language),
      ...notesOf(notes, language),
    ]),
    candidate: null,
  };
}

/** Who printed the claim. */
const printOf = ({ world, claim, series }: Known, language: Language): readonly Segment[] => {
  const { publishedAt, evidence } = claim.data;
  const origin = originOf({ ...evidence, publishedAt, publisher: claim.publisher });
  return printSegments(world, { series }, origin, language);
};

/** The claim in its words. */
function claimed(known: Known, { source, id }: EventPlan['event'], language: Language): readonly Segment[] {
  const { world, claim, series, other, isFirst } = known;
  const { direction, evidence } = claim.data;
  const quote: QuoteSegment = {
    type: 'quote',
    text: evidence.quote,
    lang: evidence.language ?? null,
    ...{ source, id, document: evidence.document },
  };
  const print = printOf(known, language);
  return say(language, 'claim', {
    direction,
    source: sourceName(world, series, language, isFirst),
    printed: print.length === 0 ? NOTHING : say(language, 'claim-print', { print }),
    mark: mark(language, 'claim'),
    was: say(language, 'was', { count: countOf(world, series) }),
    subject: subjectOf(world, series, language),
    when: language === 'en' ? whenOf(claim.period, language) : openingOf(claim.period, language),
    other: other
      ? say(language, 'claim-against', { subject: subjectOf(world, other, language, true) })
      : NOTHING,
    quote: quoted(quote),
    stop: stopBehind(quote, language),
  });
}

/** What is known of the growth, and of the growth that it is compared with. */
function knownBehind(known: Known, language: Language): readonly Segment[] {
  const { world, facts, other, isOtherKnown } = known;
  return [
    ...(facts && facts.growth.length > 0
      ? say(language, 'claim-known', {
          clause: growthClause(facts.growth, null, facts.comparedWith, language),
          printed: growthPrint(known, facts, language),
        })
      : NOTHING),
    ...(facts?.conflicts ?? []).flatMap((conflict) => conflictSegments(world, conflict, language)),
    ...(other && !isOtherKnown
      ? say(language, 'claim-unknown', { subject: subjectOf(world, other, language, true) })
      : NOTHING),
  ];
}

/** Who printed the growth. A print that has the claim too is named once. */
function growthPrint(known: Known, facts: FigureFacts, language: Language): readonly Segment[] {
  const printed = printedBy(known.world, facts.state, facts.growth.filter(isPrinted), language);
  const own = say(language, 'print-behind', { items: printOf(known, language) });
  return textOf(printed) === textOf(own) ? NOTHING : printed;
}
