import { Type } from 'typebox';
import { shown } from '../fault.ts';
import { integer, listOf } from '../shapes/shape.ts';
import { isObject, optional, readAs, record, type Term } from '../terms/term.ts';
import { boundedTerm, isWhole } from '../terms/plain-terms.ts';
import type { Place } from '../terms/place.ts';

/** Seconds before each retry of a delivery, more than 75 hours together. */
export const DEFAULT_RETRY: readonly number[] = [
  5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];
const MOST_RETRIES = 20;
const LONGEST_RETRY = 86_400;
/** Seconds that a schedule may take as a whole: a week. */
const LONGEST_SCHEDULE = 604_800;
const MOST_HEADERS = 10;
/** Names and values together. */
const HEADER_BYTES = 1_024;

const retry = readAs(
  listOf(integer('Seconds.'), 'Before each retry.'),
  {
    rule: 'retry',
    must: `a list of 1 to ${String(MOST_RETRIES)} waits of 1 to ${String(LONGEST_RETRY)} whole seconds, ${String(LONGEST_SCHEDULE)} together at most: [5, 300, 1800]`,
    example: '',
  },
  (found) => {
    const waits: readonly unknown[] = Array.isArray(found) ? found : [];
    const seconds = waits.filter((one) => isWhole(one, 1, LONGEST_RETRY));
    const whole = seconds.reduce((sum, one) => sum + one, 0);
    const isRead = seconds.length === waits.length && seconds.length >= 1 && seconds.length <= MOST_RETRIES;
    return isRead && whole <= LONGEST_SCHEDULE ? seconds : undefined;
  },
);

const HEADERS_FIX =
  'Write up to ten names that begin with x-, each with a printable text, a kilobyte together.';

const headers: Term<Readonly<Record<string, string>>> = {
  schema: Type.Record(Type.String(), Type.String(), { description: 'Sent along; x-* alone.' }),
  read(found, at) {
    if (!isObject(found) || Object.keys(found).length > MOST_HEADERS)
      return at.report(
        'headers',
        `headers is an object of at most ${String(MOST_HEADERS)} names, not ${isObject(found) ? String(Object.keys(found).length) : shown(found)}.`,
        HEADERS_FIX,
      );
    const read = Object.entries(found).map(([name, value]) => readHeader(name, value, at));
    if (!read.every((one) => one !== undefined)) return undefined;
    if (read.reduce((sum, [name, value]) => sum + name.length + value.length, 0) > HEADER_BYTES)
      return at.report('headers', `The headers take more than ${String(HEADER_BYTES)} bytes.`, HEADERS_FIX);
    return Object.fromEntries(read);
  },
};

function readHeader(name: string, value: unknown, at: Place): readonly [string, string] | undefined {
  const place = at.member(name);
  if (!/^x-[a-z0-9-]{1,62}$/i.test(name))
    return place.report('header', `The header ${shown(name)} cannot be set.`, HEADERS_FIX);
  if (typeof value === 'string' && /^[\u0020-\u007e]*$/.test(value)) return [name.toLowerCase(), value];
  return place.report('header', `A header is a printable text, not ${shown(value)}.`, HEADERS_FIX);
}

/** The members of `protocolsettings`. */
export const SETTINGS = {
  headers,
  retry,
  timeout: boundedTerm(integer('Seconds for a whole attempt, connecting included.'), {
    ...{ unit: 'seconds', least: 1, most: 30 },
  }),
  inFlight: boundedTerm(integer('Deliveries under way at most; 1 is the order of the whole log.'), {
    ...{ unit: 'deliveries', least: 1, most: 64 },
  }),
};

/** What holds where nothing is said. */
export const DEFAULT_SETTINGS = { headers: {}, retry: DEFAULT_RETRY, timeout: 15, inFlight: 8 };

/** `protocolsettings` of a subscription, with every default. */
export const settingsTerm = record(
  {
    headers: optional(SETTINGS.headers, DEFAULT_SETTINGS.headers),
    retry: optional(SETTINGS.retry, DEFAULT_SETTINGS.retry),
    timeout: optional(SETTINGS.timeout, DEFAULT_SETTINGS.timeout),
    inFlight: optional(SETTINGS.inFlight, DEFAULT_SETTINGS.inFlight),
  },
  { about: 'How deliveries are made.', others: (name, known, at) => at.unknown(name, known) },
);
