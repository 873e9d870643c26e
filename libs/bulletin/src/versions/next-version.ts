import { LANGUAGES } from '@silkgauge/codelists';
import { createHash } from 'node:crypto';
import { canonicalJson } from '@silkgauge/contract';
import type {
  Because,
  Bulletin,
  BulletinKind,
  Correction,
  CorrectedNumeral,
  Sentence,
  Telling,
} from '../bulletin.ts';
import type { NumeralSegment } from '../segment.ts';
import { comparable, contentOf, numeralsIn, partsOf, placeOf, sentencesIn } from './told-parts.ts';

/** A step of the log that a plan was told after. */
export interface Step {
  readonly bulletin: string;
  /** The place of the new version in the log. */
  readonly sequence: string;
  /** The sequence that the plan was told from. */
  readonly told: string;
  readonly knownAt: string;
  readonly plan: Bulletin['plan'];
  readonly because: Because;
}

/** What a bulletin tells that was taken back. */
export const NOTHING_TOLD: Telling = {
  lead: null,
  refused: [],
  en: { headline: '', paragraphs: [] },
  zh: { headline: '', paragraphs: [] },
};

/** SHA-256 of both languages as canonical JSON, in hex. */
export const digestOf = ({ en, zh }: Telling): string =>
  createHash('sha256').update(canonicalJson({ en, zh })).digest('hex');

/**
 * The version that a telling makes after the last one; null where it says the same. `telling` is null for a plan
 * that was dropped. What it takes back is said since the last version: `SaidSince` looks further back.
 */
export function nextVersion(last: Bulletin | null, telling: Telling | null, step: Step): Bulletin | null {
  const { because, ...rest } = step;
  const now = telling ?? NOTHING_TOLD;
  if (last ? comparable(last) === comparable(now) : telling === null) return null;
  const version = (last?.version ?? 0) + 1;
  const items = last ? correctionsOf(last, now, { version, step: { because, ...rest } }) : [];
  return {
    ...rest,
    version,
    kind: kindOf(last, telling, items),
    ...now,
    digest: digestOf(now),
    corrections: [...items, ...(last?.corrections ?? [])],
  };
}

function kindOf(last: Bulletin | null, telling: Telling | null, items: readonly Correction[]): BulletinKind {
  if (!last) return 'first';
  if (telling === null) return 'withdrawal';
  const [was, is] = [last, telling].map((one) => sentencesIn(one, 'en').length);
  if (is === 0 && was !== 0) return 'withdrawal';
  return items.length === 0 ? 'update' : 'correction';
}

interface Made {
  readonly version: number;
  readonly step: Step;
}

/** An item for each sentence of which a numeral or quote is told nowhere any more. */
function correctionsOf(last: Bulletin, now: Telling, { version, step }: Made): readonly Correction[] {
  const present = { en: sentencesIn(now, 'en'), zh: sentencesIn(now, 'zh') };
  const told = new Set(LANGUAGES.codes.flatMap((language) => present[language].flatMap(partsOf)));
  return sentencesIn(last, 'en').flatMap((sentence): readonly Correction[] => {
    const { id } = sentence;
    const other = sentencesIn(last, 'zh').find((one) => one.id === id);
    const isLost = [sentence, ...(other ? [other] : [])].some((one) =>
      partsOf(one).some((part) => !told.has(part)),
    );
    if (!other || !isLost) return [];
    const [en, zh] = LANGUAGES.codes.map((language) => present[language].find((one) => one.id === id));
    return [
      {
        ...{ version, at: step.knownAt, id },
        said: { en: sentence.text, zh: other.text, since: last.knownAt },
        says: en && zh ? { en: en.text, zh: zh.text } : null,
        refused: now.refused.find((one) => one.id === id)?.rule ?? null,
        numerals: lostNumerals(sentence, told, en),
        because: step.because,
      },
    ];
  });
}

/** Numerals of a sentence that are told nowhere any more, each once, with the new ones in their places. */
function lostNumerals(
  was: Sentence,
  told: ReadonlySet<string>,
  is: Sentence | undefined,
): readonly CorrectedNumeral[] {
  const before = onceEach(numeralsIn(was));
  const now = onceEach(is ? numeralsIn(is) : []);
  const fresh = [...now].filter(([content]) => !before.has(content)).map(([, numeral]) => numeral);
  return [...before].flatMap(([content, numeral]) => {
    if (told.has(content)) return [];
    const isThere = (one: NumeralSegment): boolean => placeOf(one) === placeOf(numeral);
    const at = fresh.findIndex(isThere);
    const same = at < 0 ? [...now.values()].find(isThere) : fresh.splice(at, 1)[0];
    const { key, member } = numeral.ref;
    return [{ key, member, was: numeral.value, is: same?.value ?? null }];
  });
}

/** Numerals by what they say, in the order of the sentence. */
const onceEach = (numerals: readonly NumeralSegment[]): ReadonlyMap<string, NumeralSegment> =>
  new Map(numerals.map((numeral) => [contentOf(numeral), numeral]));
