import { SIDES } from '@silkgauge/codelists';
import { Type, type Static } from 'typebox';
import { LARGEST_SENTENCE, MOST_USES, readPrinted } from '../printed/read-printed.ts';
import { object, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { open, ORDER_PREFIX, orderName, readBy } from './order.ts';

const printedName = orderName('Name of the printed sentence.', 'wire-2020-07-14');

const given = (description: string, example: unknown) => Type.Unknown({ description, examples: [example] });

const USE = {
  ...{ key: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1', member: 'growth.GY.reported' },
  ...{ digits: '26.2', as: '26.2 percent' },
};

/** Members are checked by `readPrinted`, which tells the faults of all of them at once. */
export const SentencePrintedData = object(
  {
    printed: printedName,
    where: open('Where it was published: an address or a name, at most 1,024 characters.'),
    printedOn: given('A date, or an instant with offset.', '2020-07-14'),
    text: open(
      `The sentence: lang, en or zh, and text, at most ${String(LARGEST_SENTENCE)} bytes in UTF-8. It may be absent where told is there.`,
    ),
    told: open(
      'What told it: bulletin and version, or link, an address of this product with a place in the log.',
    ),
    uses: given(
      `Its numbers, 1 to ${String(MOST_USES)}: key, series key/period; member, figure and side (${SIDES.codes.join(', ')}); digits as printed, with the sign; to, of a range its upper end; multiplier, a power of ten, absent: 1; as, the words of the text.`,
      [USE],
    ),
  },
  'A sentence that somebody published. A second one of a name takes the place of the first.',
  'SentencePrintedData',
);

export type SentencePrintedData = Static<typeof SentencePrintedData>;

export interface SentencePrinted extends EventOf<'silkgauge.sentence.printed.v1', SentencePrintedData> {
  readonly printed: string;
}

const keyOf = (printed: string): string => ORDER_PREFIX.printed + printed;

export const sentencePrinted = family({
  type: 'silkgauge.sentence.printed.v1',
  title: 'A sentence was printed',
  schema: SentencePrintedData,
  rules: [readBy(readPrinted)],
  parse: (attributes, data): SentencePrinted => ({
    ...attributes,
    type: 'silkgauge.sentence.printed.v1',
    data,
    printed: data.printed,
  }),
  recordKey: (event) => keyOf(event.printed),
  example: {
    ...{ printed: 'wire-2020-07-14', where: 'https://example.org/trade', printedOn: '2020-07-14' },
    text: { lang: 'en', text: 'Cross-border e-commerce grew 26.2 percent in the first half.' },
    uses: [USE],
  },
});

export const SentenceDroppedData = object(
  { printed: printedName, reason: text(4096, 'Why it is dropped.', 'Corrected in print') },
  'A printed sentence is watched no more, and its alert is resolved.',
  'SentenceDroppedData',
);

export type SentenceDroppedData = Static<typeof SentenceDroppedData>;

export interface SentenceDropped extends EventOf<'silkgauge.sentence.dropped.v1', SentenceDroppedData> {
  readonly printed: string;
}

export const sentenceDropped = family({
  type: 'silkgauge.sentence.dropped.v1',
  title: 'A printed sentence was dropped',
  schema: SentenceDroppedData,
  rules: [],
  parse: (attributes, data): SentenceDropped => ({
    ...attributes,
    type: 'silkgauge.sentence.dropped.v1',
    data,
    printed: data.printed,
  }),
  recordKey: (event) => keyOf(event.printed),
  example: { printed: 'wire-2020-07-14', reason: 'Corrected in print' },
});
