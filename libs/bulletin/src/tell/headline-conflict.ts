import type { Language } from '@silkgauge/words';
import type { Mark, Segment } from '../segment.ts';
import { listed, NOTHING, say } from '../words/say.ts';
import type { World } from '../world.ts';
import { whenOf, withReadings } from './clauses.ts';
import type { Conflict } from './conflicts.ts';
import { reporterName, subjectOf } from './names.ts';
import type { ToldNumber } from './numbers.ts';
import { publisherOf } from './source.ts';

/** Numbers that a headline names before it says that there are others. */
const MOST_NAMED = 3;

/** What a headline says behind a number, so that nobody takes one that was worked out for a printed one. */
const MARKS: ReadonlySet<Mark> = new Set<Mark>(['computed', 'implied']);

/** The numbers that do not meet, in a headline: ends, kinds, days and gaps stand in the text. */
export function headlineConflict(
  world: World,
  { of, sides }: Conflict,
  language: Language,
): readonly Segment[] {
  const named = sides.slice(0, MOST_NAMED).map((side, at) => itemOf(world, side, at === 0, language));
  const isMore = sides.length > named.length;
  const items = listed(language, named, 'comma', isMore ? undefined : 'and');
  return say(language, 'headline-conflict', {
    of: of
      ? say(language, 'conflict-of', {
          subject: subjectOf(world, of.series, language),
          when: whenOf(of.period, language),
        })
      : NOTHING,
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
      return say(language, 'conflict-base', { number, when: whenOf(side.period, language) });
    case 'other':
      return say(language, 'conflict-own', {
        number,
        subject: subjectOf(world, side.state.series, language),
        when: whenOf(side.state.period, language),
        source: NOTHING,
      });
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
