import { normalisePeriod } from '@silkgauge/growth';
import { quoted, refuse } from '../filter/value-readers.ts';
import { parseSeriesKey } from '../series-key.ts';
import { printedToRegister } from '../printed/printed.ts';
import { ListedPrinted, RegisteredPrinted } from '../shapes/printed.ts';
import { one, page, posted } from './answer.ts';
import { call, DATA } from './call.ts';
import { optional } from './parameter.ts';
import * as t from './terms.ts';

/*
 * Sentences that somebody published.
 */

const tag = 'newsroom';

/** The key of a state, its period by its one name. */
const key = optional<string>({
  about: 'Only sentences with a number of this state: series key/period, as it was registered.',
  schema: { type: 'string' },
  read: (given) => {
    const slash = given.indexOf('/');
    const period = slash < 0 ? undefined : normalisePeriod(given.slice(slash + 1));
    const series = given.slice(0, Math.max(0, slash));
    return period !== undefined && parseSeriesKey(series)
      ? { value: `${series}/${period}` }
      : refuse(
          'state-key',
          `${quoted(given)} is not the key of a state`,
          'give series key/period, such as ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY/2020-S1',
        );
  },
});

export const printed = call('GET', '/v1/printed', {
  tag,
  summary: 'Printed sentences',
  about:
    'In order of name, each with the state of its alert. A sentence that somebody published and registered; of a name that was dropped there is none.',
  needs: DATA,
  query: {
    state: t.alertState('sentences'),
    key,
    limit: t.limit,
    cursor: t.cursor('printed', 1, ([name = '']) => (t.isOrderName(name) ? name : undefined)),
  },
  answer: page(ListedPrinted),
});

export const registrations = call('POST', '/v1/printed', {
  tag,
  summary: 'Register a printed sentence',
  about:
    'Checks it and passes it on to policy-notice. Where a version of a bulletin or an address with a place in the log told it, its numbers are read there. The event goes on with the credential of the caller. An answer of that door other than 202 is passed back. The id of the event is that of its content behind the present order: a request that is repeated registers nothing twice.',
  needs: DATA,
  body: { schema: printedToRegister.schema },
  answer: posted(202, 'The event is on all in-sync replicas.', RegisteredPrinted, { cache: 'no-store' }),
  errors: ['NotFound', 'Unavailable'],
});

export const printedSentence = call('GET', '/v1/printed/{printed}', {
  tag,
  summary: 'A printed sentence',
  about: 'What was registered, and the state of its alert.',
  needs: DATA,
  inPath: {
    printed: t.orderName(
      'printed sentence',
      'There is no printed sentence of that name. /v1/printed lists those there are.',
    ),
  },
  answer: one('As it is registered.', ListedPrinted),
  errors: ['NotFound'],
});
