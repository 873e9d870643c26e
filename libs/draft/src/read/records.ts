import { lastBefore, spansOf, type Span } from '../text/span.ts';
import { MOST_NUMERALS, type Unread } from './numbers.ts';
import type { ReadNumber } from './read-number.ts';
import {
  BEHIND_A_RECORD,
  BEHIND_OF_NO_LEVEL,
  BEHIND_OF_SEASON,
  BEHIND_OF_SOME,
  CHINESE_RECORD,
  ENGLISH_RECORD,
  IS_CHINESE_LEVEL,
  IS_ENGLISH_LEVEL,
  IS_LOWEST,
  NO_CLAIM,
  OF_A_LEVEL,
  OF_NO_LEVEL,
} from './record-words.ts';

/** Words that call a level the highest or the lowest of all before it. */
export interface ReadRecord extends Span {
  readonly measure: 'record';
  readonly extreme: 'highest' | 'lowest';
  /** Whether it is one among the same months (quarters, ...) of other years alone: 历史同期新高. */
  readonly isOfSeason: boolean;
}

interface ReadRecords {
  readonly records: readonly ReadRecord[];
  /** Words of a record that is denied, of no level ("record growth"), or of some years alone ("since 2010"). */
  readonly unread: readonly Unread[];
}

/** Characters around a record that decide what it is. */
const BEFORE = 200;
const BEHIND = 48;

/** The claims of a record in a plain text, in order. */
export function recordsOf(
  plain: string,
  sentences: readonly Span[],
  numbers: readonly ReadNumber[],
): ReadRecords {
  const records: ReadRecord[] = [];
  const unread: Unread[] = [];
  const found = [...spansOf(ENGLISH_RECORD, plain), ...spansOf(CHINESE_RECORD, plain)];
  for (const [at, span] of found.sort((a, b) => a.start - b.start).entries()) {
    const record = at < MOST_NUMERALS ? recordAt(plain, span, { sentences, numbers }) : null;
    if (record) records.push(record);
    else unread.push({ ...span, reason: at < MOST_NUMERALS ? 'record' : 'too-many' });
  }
  return { records, unread };
}

function recordAt(
  plain: string,
  span: Span,
  around: { readonly sentences: readonly Span[]; readonly numbers: readonly ReadNumber[] },
): ReadRecord | null {
  const { start, end } = span;
  const from = Math.max(lastBefore(around.sentences, start + 1)?.start ?? 0, start - BEFORE);
  const words = plain.slice(start, end);
  const behind = plain.slice(end, end + BEHIND);
  const isOther = !isOfLevel({ words, before: plain.slice(from, start), behind });
  if (isOther || isBesideChange(plain, span, around.numbers)) return null;
  const [ofSeason] = BEHIND_OF_SEASON.exec(behind) ?? [];
  return {
    // The month of a season is not that of the record.
    ...{ start, end: end + (ofSeason?.length ?? 0), measure: 'record' },
    extreme: IS_LOWEST.test(words) ? 'lowest' : 'highest',
    isOfSeason: ofSeason !== undefined || words.includes('同期'),
  };
}

interface Said {
  readonly words: string;
  /** What stands before it in its sentence. */
  readonly before: string;
  readonly behind: string;
}

/** Whether words claim a record of a level among all before it. */
function isOfLevel({ words, before, behind }: Said): boolean {
  if (NO_CLAIM.test(before) || BEHIND_OF_SOME.test(behind)) return false;
  if (/[\u4e00-\u9fff]/.test(words)) return IS_CHINESE_LEVEL.test(words) && isSubjectLevel(before);
  if (!IS_ENGLISH_LEVEL.test(words) || BEHIND_OF_NO_LEVEL.test(behind)) return false;
  if (isBare(words) && !BEHIND_A_RECORD.test(behind)) return false;
  return isSubjectLevel(before);
}

const isBare = (words: string): boolean => / record$/.test(words);

/** Whether the nearest clause that names what is measured names a level. */
function isSubjectLevel(before: string): boolean {
  const clauses = before.split(/,(?!\d)|[;，；、]/).reverse();
  const own = clauses.find((clause) => OF_NO_LEVEL.test(clause) || OF_A_LEVEL.test(clause));
  return own === undefined || !OF_NO_LEVEL.test(own);
}

/** "A record 5 percent" and "5 percent, a record" are records of that change. */
function isBesideChange(plain: string, { start, end }: Span, numbers: readonly ReadNumber[]): boolean {
  const before = lastBefore(numbers, start);
  const behind = numbers[before ? numbers.indexOf(before) + 1 : 0];
  const isChange = (number: ReadNumber | undefined): number is ReadNumber =>
    number !== undefined && number.measure !== 'level';
  return (
    (isChange(behind) && /^ (?:of )?(?:[a-z]+ ){0,2}$/.test(plain.slice(end, behind.start))) ||
    (isChange(before) &&
      isBare(plain.slice(start, end)) &&
      /^ ?[,(–-]? ?$/.test(plain.slice(before.end, start)))
  );
}
