import { LANGUAGES, SIDES, type Side } from '@silkgauge/codelists';
import { compareDecimals, COMPARISON_KEYS, normalisePeriod } from '@silkgauge/growth';
import { Type, type Static } from 'typebox';
import { isCalendarDate, parseInstant } from '../instant.ts';
import { bytesOf } from '../terms/bytes.ts';
import { readerOfOrder } from '../terms/body.ts';
import {
  comparisonIn,
  decimalTerm,
  orderName,
  periodOfKey,
  said,
  stateKeyTerm,
  wholeTerm,
} from '../terms/order-terms.ts';
import type { Place } from '../terms/place.ts';
import { eitherOf, isObject, listOf, mapped, optional, record, term, type Read } from '../terms/term.ts';
import { oneOf, text } from '../vocabulary.ts';

/** The rule of the alerts of printed sentences, which is always there. */
export const PRINTED_RULE = '_printed';

/** Bytes in UTF-8. */
export const LARGEST_SENTENCE = 4 * 1024;
export const MOST_USES = 60;
const LARGEST_LINK = 2 * 1024;

const isDate = (one: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(one) && isCalendarDate(one);

const printedOn = term(
  said('A date, or an instant with offset.', {
    rule: 'instant',
    must: 'a date or an instant with offset',
    example: '2020-07-14',
  }),
  (found) => (isDate(found) || parseInstant(found) !== undefined ? found : undefined),
);

const sentence = record(
  {
    lang: term(oneOf(LANGUAGES.codes, 'Its language.')),
    text: term(
      Type.String({
        description: `Its words, at most ${String(LARGEST_SENTENCE)} bytes in UTF-8.`,
        terms: {
          rule: 'text',
          must: `a text of 1 to ${String(LARGEST_SENTENCE)} bytes in UTF-8`,
          example: '',
        },
      }),
      (found) =>
        found.trim() !== '' && new TextEncoder().encode(found).length <= LARGEST_SENTENCE ? found : undefined,
    ),
  },
  { about: 'The sentence. It may be absent where told is there.', title: 'PrintedText' },
);

const byBulletin = mapped(
  record(
    {
      bulletin: term(orderName('Name of the bulletin.', 'cbec-2020-h1')),
      version: wholeTerm(1, 999_999_999, 'Its version.'),
      sentence: optional(term(text(1024, 'The id of one of its sentences; absent: all.', 'zaez')), null),
    },
    { about: 'A version of a bulletin.', title: 'ToldByBulletin' },
  ),
  ({ sentence: id, ...version }) => ({ ...version, ...(id !== null && { sentence: id }) }),
);

/** What the address leads to is for those who follow it. */
const byLink = record(
  {
    link: term(
      Type.String({
        pattern: String.raw`^\S+$`,
        description: 'An address of this product with a place in the log.',
        terms: {
          rule: 'address',
          must: `an address of at most ${String(LARGEST_LINK)} bytes, without spaces`,
          example: 'https://example.org/?asOf=1042',
        },
      }),
      (found) => (bytesOf(found) <= LARGEST_LINK ? found : undefined),
    ),
  },
  { about: 'An address.', title: 'ToldByLink' },
);

const told = eitherOf(
  { bulletin: byBulletin, link: byLink },
  {
    about: 'What told it.',
    terms: {
      rule: 'printed-source',
      must: '{ "bulletin": "...", "version": 1 } or { "link": "..." }',
      example: '',
    },
  },
);

const OTHERS = 'share|contribution';
const MEMBER = new RegExp(
  `^(level|growth\\.(?<comparison>[^.]+)|other\\.(?:${OTHERS}))\\.(${SIDES.codes.join('|')})$`,
);

/** A figure and its side; of growth what it is compared with. */
const member = term(
  said(`Path in the state: figure and side (${SIDES.codes.join(', ')}).`, {
    rule: 'printed-member',
    must: 'a figure and its side',
    example: 'growth.GY.reported',
  }),
  (found) => {
    const match = MEMBER.exec(found);
    const comparison = match?.groups?.['comparison'];
    const isKnown =
      comparison === undefined ||
      COMPARISON_KEYS.includes(comparison) ||
      normalisePeriod(comparison) !== undefined;
    return match && isKnown ? { figure: String(match[1]), side: match[3] as Side, comparison } : undefined;
  },
);

const use = mapped(
  record(
    {
      key: stateKeyTerm('Series key/period of the state.'),
      member,
      digits: decimalTerm('As printed, with the sign; of a range its lower end.'),
      to: optional(decimalTerm('Of a range: its upper end, as printed.'), null),
      multiplier: optional(
        term(
          Type.String({
            pattern: '^10{0,15}$',
            description: 'A power of ten: 4.72 billion has 1000000000. Absent: 1.',
            terms: {
              rule: 'multiplier-positive',
              must: 'a power of ten in a string',
              example: '1000000000',
            },
          }),
        ),
        '1',
      ),
      as: optional(
        term(text(1024, 'The words of the sentence that the number stands in.', '26.2 percent')),
        null,
      ),
    },
    {
      about: 'A number: its digits, and the figure that they are of.',
      title: 'PrintedUse',
      check({ digits, to }, at) {
        if (typeof to === 'string' && digits !== undefined && compareDecimals(to, digits) < 0)
          at.member('to').wrong(to, {
            rule: 'range-order',
            must: 'the upper end of a range, not below digits',
            example: '',
          });
      },
    },
  ),
  ({ key, member: { figure: given, side, comparison }, ...rest }) => {
    const figure = comparison === undefined ? given : `growth.${comparisonIn(periodOfKey(key), comparison)}`;
    return { key, member: `${figure}.${side}`, figure, side, ...rest };
  },
);

const EXAMPLE_USE =
  '{ "key": "GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1", "member": "growth.GY.reported", "digits": "26.2" }';

const uses = listOf(
  use,
  {
    rule: 'printed-uses',
    must: `a list of 1 to ${String(MOST_USES)} numbers, such as [${EXAMPLE_USE}]`,
    example: '',
  },
  { about: 'Its numbers.', least: 1, most: MOST_USES },
);

const ofAll = {
  printed: term(orderName('Name of the printed sentence.', 'wire-2020-07-14')),
  where: optional(
    term(text(1024, 'Where it was published: an address or a name.', 'https://example.org/trade')),
    null,
  ),
  printedOn,
  text: optional(sentence, null),
  told: optional(told, null),
};

/** A sentence that somebody published. */
export const printedSentence = record(
  { ...ofAll, uses },
  {
    about: 'A sentence that somebody published. A second one of a name takes the place of the first.',
    title: 'SentencePrintedData',
    check: checkWords,
  },
);

/** What is sent to register a sentence: the numbers may be those of what told it. */
export const printedToRegister = record(
  { ...ofAll, uses: optional(uses, null) },
  {
    about: 'A sentence that somebody published; without uses its numbers are those of what told it.',
    title: 'PrintedSentence',
    check(read, at, found) {
      checkWords(read, at, found);
      if (!Object.hasOwn(found, 'uses') && !Object.hasOwn(found, 'told'))
        at.missing('uses', { uses: uses.schema }, found);
    },
  },
);

/** That it has a source, and that the words of its numbers stand in its text. */
function checkWords(read: { readonly text?: Read<typeof sentence> | null }, at: Place, found: object): void {
  if (!Object.hasOwn(found, 'text') && !Object.hasOwn(found, 'told'))
    at.member('text').report(
      'printed-source',
      'It says neither the text nor what told it.',
      'Add "text": { "lang": "en", "text": "..." }, or "told": { "bulletin": "...", "version": 1 }.',
    );
  const { text: own } = read;
  const { uses: given } = found as { readonly uses?: unknown };
  if (!own || !Array.isArray(given)) return;
  for (const [place, one] of given.slice(0, MOST_USES).entries()) {
    const as: unknown = isObject(one) ? one['as'] : undefined;
    if (typeof as === 'string' && !own.text.includes(as))
      at.member('uses').member(place).member('as').wrong(as, {
        rule: 'printed-words',
        must: 'words that stand in the text as they are',
        example: '',
      });
  }
}

export const readPrinted = readerOfOrder(printedSentence, 'printed sentence', 'printed-size');
export const readPrintedToRegister = readerOfOrder(printedToRegister, 'printed sentence', 'printed-size');

export type SentencePrintedData = Static<typeof printedSentence.schema>;
export type PrintedSentence = Read<typeof printedSentence>;
export type PrintedUse = Read<typeof use>;
export type PrintedBy = Read<typeof told>;
