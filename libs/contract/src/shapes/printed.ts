import { ALERT_STATES } from '@silkgauge/codelists';
import { printedSentence } from '../printed/printed.ts';
import { Receipt } from './deliveries.ts';
import { count, digits, identity, instant, object, orNull, part, text, word, type Shape } from './shape.ts';

export const ListedPrinted = part('ListedPrinted', 'A printed sentence that is registered.', {
  printed: text('Its name.'),
  version: count('How many events have registered it.'),
  ...identity,
  sequence: digits('Its place in the log.'),
  knownAt: instant('Append time of the event at the broker.'),
  alert: orNull(
    object('Its alert, _printed/ and the name; null where there was none.', {
      state: word(
        ALERT_STATES.codes,
        'firing: a number is surely another by now; pending: the digits leave it open; resolved: the numbers hold again.',
      ),
      version: count('Version of the alert.'),
      sequence: digits('Its place in the log.'),
    }),
  ),
  data: printedSentence.schema,
});

/** Answer of `POST /v1/printed`. */
export const RegisteredPrinted = part('RegisteredPrinted', 'A printed sentence that the door has taken.', {
  printed: text('Its name.'),
  key: text('Record key of the event.', 'printed/wire-2020-07-14'),
  data: printedSentence.schema,
  receipt: Receipt,
});

export type RegisteredPrinted = Shape<typeof RegisteredPrinted>;
export type ListedPrinted = Shape<typeof ListedPrinted>;
