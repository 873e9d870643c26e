import { ALERT_STATES, LANGUAGES, RELEASE_STATES } from '@silkgauge/codelists';
import { CODE_DIMENSIONS } from '../codes/registers.ts';
import { WORD_REGISTERS } from '../codes/word-registers.ts';
import type { Description } from '../descriptions/json-schemas.ts';
import { digits } from '../descriptions/openapi-parts.ts';
import { joined, joinedWords } from '../filter/filter.ts';
import { dayOf, listOf, oneOf, period as readPeriod, quoted, refuse } from '../filter/value-readers.ts';
import { LATE_RULE } from '../rule/rule.ts';
import { PRINTED_RULE } from '../printed/printed.ts';
import { likelyName, nearestName } from '../nearest-name.ts';
import { ORDER_NAME_PATTERN } from '../terms/order-terms.ts';
import { parseSeriesKey } from '../series-key.ts';
import { BY_KEY, SORTS } from './clocks.ts';
import { cursorOf } from './cursor.ts';
import { fields as readFields } from './fields.ts';
import { DEFAULT_ENTRIES, DEFAULT_PAGE, LARGEST_ENTRIES, LARGEST_PAGE } from './paging.ts';
import { optional, usually, type Parameter, type Segment } from './parameter.ts';
import * as read from './readers.ts';

/*
 * Parameters that several calls have, and the parts of their paths.
 */

const text: Description = { type: 'string' };
const INSTANT: Description = { type: 'string', format: 'date-time' };
const LANGUAGE: Description = { type: 'string', enum: [...LANGUAGES.codes] };

export const asOf = optional({
  about:
    'As known at an instant (inclusive), or after the change with this sequence number; notices, claims, statements and descriptions of reporters have no place in the change log and take the instant alone. Of sales, the first and the last version of each hour are kept after a day; what was removed between them answers as the version before it.',
  schema: text,
  brief: 'As known here at an instant or sequence.',
  read: read.asOf,
});

/** `asOf` of events without a place in the log. */
export const knownBy = optional({ ...asOf, read: read.knownBy });

export const publishedBy = optional({
  about:
    'Worked out from what had been published by the end of this day, month, year or instant (UTC), whenever it reached us, and was not withdrawn since. Prints without a publication time are left out. Sales count as published when ordered: months that were over by then with their exact totals, the running month not at all, because only totals of months are kept. Not together with asOf. A page may hold fewer items than limit and yet have a next one.',
  schema: text,
  brief: 'As published by a day; not with asOf.',
  read: read.publishedBy,
});

export const clocks = { asOf, publishedBy };

const pageSize = (most: number, usual: number, about: string): Parameter<number> =>
  usually(usual, {
    about,
    schema: { type: 'integer', minimum: 1, maximum: most, default: usual },
    read: read.pageSize(most, usual),
  });

export const limit = pageSize(LARGEST_PAGE, DEFAULT_PAGE, 'Items on a page.');
export const entries = pageSize(LARGEST_ENTRIES, DEFAULT_ENTRIES, 'Entries on a page.');

/** What a page goes on behind, of the list `kind`: the parts of the cursor, as {@link place} makes one of them. */
export const cursor = <Place>(
  kind: string,
  parts: number,
  place: (parts: readonly string[]) => Place | undefined,
): Parameter<Place | null> =>
  optional({
    about: 'The next of the page before.',
    schema: text,
    read: (given) => {
      const reading = cursorOf(kind, parts, (found) => place(found) !== undefined)(given);
      return 'refused' in reading ? reading : { value: place(reading.value) as Place };
    },
  });

/** A name, or another place of one text. */
export const name = ([first = '']: readonly string[]): string => first;

/** The number of a version. */
export const version = ([first = '']: readonly string[]): number | undefined =>
  /^[1-9]\d{0,8}$/.test(first) ? Number(first) : undefined;

export const paged = (kind: string) => ({ limit, cursor: cursor(kind, 1, name) });
export const pagedByVersion = (kind: string) => ({ limit, cursor: cursor(kind, 1, version) });

const language = (about: string) => optional({ about, schema: LANGUAGE, read: oneOf(LANGUAGES.codes) });

export const lang = language(
  'Language of the names of codes; otherwise Accept-Language tells, English by default.',
);
export const langOfEntries = language(
  'Language of the entries; otherwise Accept-Language tells, English by default.',
);
export const langOfLabels = language(
  'Language of the labels; otherwise Accept-Language tells, English by default.',
);
export const langAlone = language('Leaves the other language out.');
export const langOfText = language('Its language; English by default.');

export const sort = usually(BY_KEY, {
  about:
    'Order of the list; the default of one series is period:asc. _U comes before all periods, desc is the reverse of asc. Pages by knownAt are of one moment, that of the first page, and are not there with publishedBy.',
  schema: { type: 'string', enum: SORTS, default: 'key:asc' },
  read: read.sort,
});

export const release = optional({
  about:
    'first, latest, or a number n: each state after its n-th publication, the n-th of its /vintages, which begin with the earliest print held; states with fewer are left out. With publishedBy only what was published by then counts; not together with asOf. A page may hold fewer items than limit and yet have a next one.',
  schema: { type: 'string', pattern: '^(first|latest|[1-9][0-9]{0,3})$' },
  read: read.release,
});

export const fields = optional({
  about:
    'Only these members of each state, by their paths and comma, such as growth.GY.reported,flags; the key is always there, and whatever a state lacks is left out. Members of each comparison are below its name, those of a list below the list.',
  schema: joined('[^,.*]+([.][^,.*]+)*'),
  read: readFields,
});

/** Of joined data, which no version holds. */
export const notice = optional({
  about:
    'Only these notices, by name; several by comma. Of states: only those that one of them is in force for, as of the clock of the answer; a page may then hold fewer items than limit and yet have a next one.',
  schema: text,
  read: listOf(read.text),
});

export const from = optional({
  about: 'Only periods that do not begin before this one.',
  schema: text,
  read: dayOf('start'),
});
export const to = optional({
  about: 'Only periods that do not end after this one.',
  schema: text,
  read: dayOf('end'),
});

export const after = optional({
  about: 'Only changes after this sequence.',
  schema: digits('A sequence.'),
  brief: 'Only changes after this sequence.',
  read: read.sequence,
});
export const before = optional({
  about: 'Only changes before this sequence.',
  schema: digits('A sequence.'),
  read: read.sequence,
});

const ORDER_NAME = new RegExp(ORDER_NAME_PATTERN);

/** Whether a text is the name of an order. */
export const isOrderName = (given: string): boolean => ORDER_NAME.test(given);

export const alertState = (of: 'alerts' | 'sentences') =>
  optional({
    about:
      of === 'alerts'
        ? 'Only alerts in one of these states; several by comma.'
        : 'Only sentences whose alert is in one of these states; several by comma.',
    schema: joinedWords(ALERT_STATES.codes),
    read: listOf(oneOf(ALERT_STATES.codes)),
  });

export const releaseState = optional({
  about: 'Only releases in one of these states; several by comma.',
  schema: joinedWords(RELEASE_STATES.codes),
  read: listOf(oneOf(RELEASE_STATES.codes)),
});

export const promised = (bound: 'later' | 'earlier') =>
  optional({
    about: `Only releases promised for this instant or ${bound}.`,
    schema: INSTANT,
    read: read.instant,
  });

export const since = optional({
  about:
    'Only changes that are known later than this instant: those that asOf of the same instant leaves out.',
  schema: INSTANT,
  brief: 'Only changes from this instant on.',
  read: read.instant,
});

/** Rules that are always there have a name that begins with `_`. */
export const rule = optional<string>({
  about: 'Only alerts of this rule; _late of the silence of every publisher, _printed of printed sentences.',
  schema: { type: 'string', pattern: ORDER_NAME_PATTERN.replace('^', '^_?') },
  read: (given) =>
    isOrderName(given) || given === PRINTED_RULE || given === LATE_RULE
      ? { value: given }
      : refuse(
          'rule',
          'this is not the name of a rule',
          'take a name of GET /v1/rules, such as cbec-over-20',
        ),
});

/** The path of a series. */
export const series: Segment<string> = {
  about: 'The series key.',
  schema: text,
  called: 'series key',
  read: (key) =>
    parseSeriesKey(key)
      ? { value: key }
      : refuse(
          'series-key',
          `${quoted(key)} is not a series key`,
          'nine codes joined by dots, such as ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY',
        ),
};

/** Resources below a state. */
const PARTS = ['history', 'vintages', 'digits', 'explain', 'headline'];

const period: Segment<string> = {
  about: 'The period; a slash in it is percent-encoded.',
  schema: text,
  examples: { half: { value: '2020-S1' }, range: { value: '2020-01-01/P5M' } },
  isOneOrTwo: true,
  read: (given) => {
    const [, ...parts] = given.split('/');
    const part = parts.join('/');
    if (parts.length === 0 || /^P\d/.test(part)) return readPeriod(given);
    const likely = likelyName(part, PARTS);
    const meant = likely === undefined ? '' : ` Did you mean ${likely}?`;
    return { unknown: `A state has no ${quoted(part)}; it has ${PARTS.join(', ')}.${meant}` };
  },
};

/** The path of a state. */
export const state = { series, period };

/** The name of an order in a path; a text that is no name is one of nothing. */
export const orderName = (what: string, unknown: string): Segment<string> => ({
  about: `The name of the ${what}.`,
  schema: { type: 'string', pattern: ORDER_NAME_PATTERN },
  read: (given) => (isOrderName(given) ? { value: given } : { unknown }),
});

export const bulletin = orderName(
  'bulletin',
  'There is no bulletin of that name. /v1/bulletins lists those there are.',
);

const REGISTERS = [...CODE_DIMENSIONS, ...(Object.keys(WORD_REGISTERS) as (keyof typeof WORD_REGISTERS)[])];

/** A register of codes or of words. */
export const register: Segment<(typeof REGISTERS)[number]> = {
  about: 'A register: a dimension of series, period, or a list of words.',
  schema: { type: 'string', enum: REGISTERS },
  read: (given) => {
    const found = REGISTERS.find((one) => one === given);
    if (found !== undefined) return { value: found };
    const near = nearestName(given, REGISTERS) ?? '';
    return {
      unknown: `There is no register of ${quoted(given)}; did you mean ${near}? Known: ${REGISTERS.join(', ')}.`,
    };
  },
};

/** The id of something, in a path. */
export const id = (about: string): Segment<string> => ({
  about,
  schema: text,
  read: (given) => ({ value: given }),
});

export const free = (about: string, brief?: string) =>
  optional({ about, schema: text, ...(brief !== undefined && { brief }), read: read.text });
