import type { Static } from 'typebox';
import { printedSentence, readPrinted, type SentencePrintedData } from '../printed/printed.ts';
import { orderName } from '../terms/order-terms.ts';
import { object, text } from '../vocabulary.ts';
import { family, type EventOf } from './family.ts';
import { ORDER_PREFIX } from './order.ts';

const printedName = orderName('Name of the printed sentence.', 'wire-2020-07-14');

const USE = {
  ...{ key: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1', member: 'growth.GY.reported' },
  ...{ digits: '26.2', as: '26.2 percent' },
};

export interface SentencePrinted extends EventOf<'silkgauge.sentence.printed.v1', SentencePrintedData> {
  readonly printed: string;
}

const keyOf = (printed: string): string => ORDER_PREFIX.printed + printed;

export const sentencePrinted = family({
  type: 'silkgauge.sentence.printed.v1',
  title: 'A sentence was printed',
  schema: printedSentence.schema,
  read: readPrinted,
  rules: [],
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
