import { type Language, type Mark, WORKED_SIDES } from '@silkgauge/codelists';
import type { Segment } from '../segment.ts';
import { listed, NOTHING, say } from '../words/say.ts';
import type { World } from '../world.ts';
import { withReadings } from './clauses.ts';
import { placedNumber, placeOf, type Conflict } from './conflicts.ts';
import { reporterName } from './names-in-sentences.ts';
import type { ToldNumber } from './numbers.ts';
import { publisherOf } from './source.ts';

/** Numbers that a headline names before it says that there are others. */
const MOST_NAMED = 3;

/** What a headline says behind a number, so that nobody takes one that was worked out for a printed one. */
const MARKS: ReadonlySet<Mark> = new Set<Mark>(WORKED_SIDES.codes);

/** The numbers that do not meet, in a headline: ends, kinds, days and gaps stand in the text. */
export function headlineConflict(world: World, conflict: Conflict, language: Language): readonly Segment[] {
  const { sides } = conflict;
  const named = sides.slice(0, MOST_NAMED).map((side, at) => itemOf(world, side, at === 0, language));
  const isMore = sides.length > named.length;
  const items = listed(language, named, 'comma', isMore ? undefined : 'and');
  return say(language, 'headline-conflict', {
    of: placeOf(world, conflict, language),
    items: isMore ? say(language, 'print-others', { items }) : items,
  });
}

function itemOf(
  world: World,
  side: Conflict['sides'][number],
  isFirst: boolean,
  language: Language,
): readonly Segment[] {
  const number = withReadings(side.numbers.map(brief), language);
  switch (side.of) {
    case 'own':
      return number;
    case 'base':
    case 'other':
      return placedNumber(world, side, number, NOTHING, language);
    case 'print':
      // The headline has named who says the number that stands.
      if (isFirst || !side.print) return number;
      return say(language, side.isExcluded ? 'headline-excluded' : 'headline-other-print', {
        number,
        by:
          publisherOf(world, side.reporter, side.print, language) ??
          reporterName(world, side.reporter, language),
      });
  }
}

const brief = (number: ToldNumber): ToldNumber => ({
  ...number,
  ends: number.point && number.qualifier !== 'range' ? null : number.ends,
  marks: number.marks.filter((one) => MARKS.has(one)),
});
