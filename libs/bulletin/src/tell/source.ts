import type { Language } from '@silkgauge/codelists';
import { printParts, type ChainPart } from '@silkgauge/words';
import { textOf, type Segment } from '../segment.ts';
import { listed, NOTHING, say } from '../words/say.ts';
import type { MessageName } from '../words/words.ts';
import type { ToldState } from '../world.ts';
import { chainSegments, reporterName, sourceName, type Names } from './names-in-sentences.ts';
import { isPrinted, type PrintOrigin, type ToldNumber } from './numbers.ts';

/** Prints that a sentence names before it says that there are others. */
const MOST_NAMED = 3;

/** Who printed numbers of a state, each print once; nothing where the body did, in its own words. */
export const printedBy = (
  names: Names,
  state: Pick<ToldState, 'series'>,
  numbers: readonly ToldNumber[],
  language: Language,
): readonly Segment[] =>
  joinedPrints(
    originsOf(numbers).map((print) => printSegments(names, state, print, language)),
    { whole: 'print-behind', part: 'print-partly', last: 'print-and' },
    language,
  );

/** As `printedBy`, in a headline: kind and day stand in the text. */
const printersOf: typeof printedBy = (names, state, numbers, language) =>
  joinedPrints(
    originsOf(numbers).map((print) => printSegments(names, state, print, language, 'publisher')),
    { whole: 'headline-print', part: 'headline-partly', last: 'and' },
    language,
  );

const originsOf = (numbers: readonly ToldNumber[]): readonly PrintOrigin[] =>
  numbers.flatMap(({ prints }) => prints);

interface OfReporter {
  readonly series: Pick<ToldState['series'], 'reporter'>;
}

/** How a print came to be: who printed it, of which kind it is, and when; nothing where it is the body's own. */
export function printSegments(
  names: Names,
  { series: { reporter } }: OfReporter,
  print: PrintOrigin,
  language: Language,
  only?: ChainPart['of'],
): readonly Segment[] {
  const body = { code: reporter, names: names.name('reporter', reporter) };
  const parts = printParts({ ...print, reporter: body }, language);
  const told = only === undefined ? parts : parts.filter(({ of }) => of === only);
  return chainSegments(names, reporter, print, told, language);
}

/** Who printed a number of a body; null where the body did. */
export function publisherOf(
  names: Names,
  reporter: string,
  print: PrintOrigin,
  language: Language,
): readonly Segment[] | null {
  const told = printSegments(names, { series: { reporter } }, print, language, 'publisher');
  return told.length > 0 ? told : null;
}

function joinedPrints(
  prints: readonly (readonly Segment[])[],
  { whole, part, last }: Readonly<Record<'whole' | 'part' | 'last', MessageName>>,
  language: Language,
): readonly Segment[] {
  const distinct = [...new Map(prints.map((one) => [textOf(one), one])).values()];
  const told = distinct.filter((one) => one.length > 0);
  if (told.length === 0) return NOTHING;
  const isMore = told.length > MOST_NAMED;
  const named = listed(language, told.slice(0, MOST_NAMED), 'list', isMore ? undefined : last);
  const items = isMore ? say(language, 'print-others', { items: named }) : named;
  return say(language, told.length < distinct.length ? part : whole, { items });
}

/** A state, and its numbers that a sentence tells. */
export interface Said {
  readonly state: Pick<ToldState, 'series'>;
  readonly numbers: readonly ToldNumber[];
  /** Whether the series is told of for the first time. */
  readonly isFirst: boolean;
}

/** Who says numbers: the body with what it counts, and who printed them. */
export function sourceOf(
  names: Names,
  { state, numbers, isFirst }: Said,
  language: Language,
): readonly Segment[] {
  // A number that nobody printed may rest on many prints: the reasons tell each with its day.
  const prints = workedOf(numbers) === 'yes' ? printersOf : printedBy;
  return [
    ...sourceName(names, state.series, language, isFirst),
    ...prints(names, state, shownPrints(numbers), language),
  ];
}

/** `according to the General Administration of Customs of China, as printed by Xinhua (news agency), 16 July 2020`. */
export const saidBy = (names: Names, said: Said, language: Language): readonly Segment[] =>
  say(language, 'said', { worked: workedOf(said.numbers), source: sourceOf(names, said, language) });

/** As `saidBy`, in a headline: kind, day and coverage stand in the text. */
export const headlineSource = (
  names: Names,
  { state, numbers }: Omit<Said, 'isFirst'>,
  language: Language,
): readonly Segment[] =>
  say(language, 'said', {
    worked: workedOf(numbers),
    source: [
      ...reporterName(names, state.series.reporter, language),
      ...printersOf(names, state, shownPrints(numbers), language),
    ],
  });

/** A worked-out number beside a printed one has its own prints told where it is explained. */
function shownPrints(numbers: readonly ToldNumber[]): readonly ToldNumber[] {
  const printed = numbers.filter(isPrinted);
  return printed.length > 0 ? printed : numbers;
}

/** Whether nobody printed any of the numbers. */
const workedOf = (numbers: readonly ToldNumber[]): 'yes' | 'no' =>
  numbers.length > 0 && !numbers.some(isPrinted) ? 'yes' : 'no';
