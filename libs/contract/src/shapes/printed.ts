import { SentencePrintedData } from '../events/sentence.ts';
import { ALERT_STATES } from './alert.ts';
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
        ALERT_STATES,
        'firing: a number is surely another by now; pending: the digits leave it open; resolved: the numbers hold again.',
      ),
      version: count('Version of the alert.'),
      sequence: digits('Its place in the log.'),
    }),
  ),
  data: SentencePrintedData,
});

export type ListedPrinted = Shape<typeof ListedPrinted>;
