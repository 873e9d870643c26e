import type { Language, Mark } from '@silkgauge/codelists';
import { parseSeriesKey } from '@silkgauge/contract';
import type { EventPlan } from '@silkgauge/contract';
import { textOf, type QuoteSegment, type Segment } from '../segment.ts';
import { capitalised, mark, NOTHING, say } from '../words/say.ts';
import { growthClause, notesOf, openingOf, stopBehind, whenOf } from './clauses.ts';
import { conflictSegments } from './conflicts.ts';
import { factsOf, flagsOf } from './figure-facts.ts';
import { countOf, sourceName, subjectOf } from './names-in-sentences.ts';
import { quoted } from './number-text.ts';
import { isPrinted, originOf } from './numbers.ts';
import { printedBy, printSegments } from './source.ts';
import { inBoth, isFirstUse, isOfOtherLength, type Outcome, type Telling } from './telling.ts';

/** Tells a claim: whose it is, in which direction, in its words, and what is known of it. */
export function tellClaim(telling: Telling, plan: EventPlan): Outcome {
  const { world } = telling;
  const { id, event } = plan;
  const claim = world.claim(event);
  const keys = [`${event.source}#${event.id}`];
  if (!claim) return { id, plan, refused: 'no-event', keys };
  if (claim.withdrawn) return { id, plan, refused: 'withdrawn', keys };
  const { period, standing, comparedTo, data } = claim;
  const series = parseSeriesKey(claim.key);
  const other = comparedTo === null ? undefined : parseSeriesKey(comparedTo);
  if (!series) return { id, plan, refused: 'no-state', keys };
  const isFirst = isFirstUse(telling, claim.key);
  const state = period === '_U' ? undefined : world.state(`${claim.key}/${period}`);
  const facts = state && factsOf(world, state, ['growth'], null);
  const knownOther = comparedTo === null ? undefined : world.state(`${comparedTo}/${period}`);
  const isOtherKnown = knownOther && factsOf(world, knownOther, ['growth'], null).growth.length > 0;
  const notes: readonly Mark[] = [
    ...(isOfOtherLength(telling, period) ? (['other-period'] as const) : []),
    ...(period === '_U' ? (['period-unknown'] as const) : []),
    ...(state && facts && facts.growth.length > 0 ? flagsOf(state) : []),
    'no-number',
    standing,
  ];
  const quote: QuoteSegment = {
    type: 'quote',
    text: data.evidence.quote,
    lang: data.evidence.language ?? null,
    ...{ source: event.source, id: event.id, document: data.evidence.document },
  };
  const { publishedAt, evidence } = data;
  const origin = originOf({ ...evidence, publishedAt, publisher: claim.publisher });
  const claimPrint = (language: Language): readonly Segment[] => {
    const print = printSegments(world, { series }, origin, language);
    return print.length === 0 ? NOTHING : say(language, 'claim-print', { print });
  };
  // A print that has the growth too is named once.
  const growthPrint = (language: Language): readonly Segment[] => {
    const printed = facts ? printedBy(world, facts.state, facts.growth.filter(isPrinted), language) : NOTHING;
    const own = say(language, 'print-behind', { items: printSegments(world, { series }, origin, language) });
    return textOf(printed) === textOf(own) ? NOTHING : printed;
  };
  return {
    id,
    plan,
    told: inBoth((language) => [
      ...capitalised(
        say(language, 'claim', {
          direction: data.direction,
          source: sourceName(world, series, language, isFirst),
          printed: claimPrint(language),
          mark: mark(language, 'claim'),
          was: say(language, 'was', { count: countOf(world, series) }),
          subject: subjectOf(world, series, language),
          when: language === 'en' ? whenOf(period, language) : openingOf(period, language),
          other: other
            ? say(language, 'claim-against', { subject: subjectOf(world, other, language, true) })
            : NOTHING,
          quote: quoted(quote),
          stop: stopBehind(quote, language),
        }),
      ),
      ...(facts && facts.growth.length > 0
        ? say(language, 'claim-known', {
            clause: growthClause(facts.growth, null, facts.comparedWith, language),
            printed: growthPrint(language),
          })
        : NOTHING),
      ...(facts?.conflicts ?? []).flatMap((conflict) => conflictSegments(world, conflict, language)),
      ...(other && !isOtherKnown
        ? say(language, 'claim-unknown', { subject: subjectOf(world, other, language, true) })
        : NOTHING),
      ...notesOf(notes, language),
    ]),
    candidate: null,
  };
}
