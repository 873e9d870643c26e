import type { Column } from '../columns/column.ts';
import { COLUMNS } from '../columns/columns.ts';
import { PERIOD_FILTERS, VERSION_FILTERS } from '../filter/table.ts';
import { listOf, oneOf, quoted, refuse, type ParameterReader } from '../filter/value-readers.ts';
import { nearestName } from '../nearest-name.ts';
import { Availability } from '../shapes/availability.ts';
import { StateDigits } from '../shapes/digits.ts';
import { Explanation } from '../shapes/explanation.ts';
import { StateHeadline } from '../shapes/headline.ts';
import { JsonStat } from '../shapes/json-stat.ts';
import { Provenance } from '../shapes/provenance.ts';
import { PublishedVintage, ServedState } from '../shapes/published-state.ts';
import { RevisionRecord } from '../shapes/revision-record.ts';
import { GrowthState } from '../shapes/state.ts';
import { TableMetadata } from '../shapes/table-metadata.ts';
import { GROWTH_STATE_EXAMPLE } from '../state-example.ts';
import { feed, file, one, page } from './answer.ts';
import { call, DATA, STRUCTURE } from './call.ts';
import type { Sort } from './clocks.ts';
import { ofScope, ofSome, ofStates } from './filters.ts';
import { optional, usually } from './parameter.ts';
import { refused } from './read-parameters.ts';
import { publishedBy as readPublishedBy } from './readers.ts';
import { oneClock, oneRelease, ordered } from './rules.ts';
import { cursorOfStates, ofOrder } from './state-lists.ts';
import * as t from './terms.ts';

/*
 * States, their history, and what follows from them.
 */

const tag = 'growth';
const NOT_FOUND = ['NotFound'] as const;

/** A list's states, whole: its filters, its order and its clocks. */
const whole = { filter: ofStates, notice: t.notice, release: t.release, sort: t.sort, ...t.clocks };
const WHOLE_RULES = [oneClock, oneRelease, ordered];

export const growth = call('GET', '/v1/growth', {
  tag,
  summary: 'States',
  about: 'Present states of all series and periods that the filters let pass, or those of an instant.',
  needs: DATA,
  query: { ...whole, limit: t.limit, cursor: cursorOfStates, fields: t.fields },
  rules: [...WHOLE_RULES, ofOrder(() => 'growth')],
  answer: page(ServedState),
});

const BY_PERIOD: Sort = { by: 'period', descending: false };

export const wholeSeries = call('GET', '/v1/growth/{series}', {
  tag,
  summary: 'All periods of a series',
  about: 'In order of period unless told: a list of states of one series.',
  needs: DATA,
  inPath: { series: t.series },
  query: {
    ...whole,
    filter: ofSome([...PERIOD_FILTERS, ...VERSION_FILTERS]),
    sort: { ...t.sort, absent: BY_PERIOD },
    limit: t.limit,
    cursor: cursorOfStates,
    fields: t.fields,
  },
  rules: [...WHOLE_RULES, ofOrder(({ series }: { readonly series: string }) => series)],
  answer: page(ServedState),
  errors: NOT_FOUND,
});

const NO_PAGES = refused(['limit', 'cursor'], (name) =>
  refuse(
    'not-of-table',
    `a table has no ${name}: it holds every state of the filter`,
    'leave it out, or filter',
  ),
);

export const lines = call('GET', '/v1/growth.ndjson', {
  tag,
  summary: 'States, a line each',
  about:
    'All states of a filter, as in the list, of one place in the log; also what /v1/growth answers where Accept has application/x-ndjson.',
  needs: DATA,
  query: { ...whole, fields: t.fields },
  refuses: NO_PAGES,
  rules: WHOLE_RULES,
  answer: file(
    'Lines, each a state as in the list.',
    'This answer at the place in the log that it tells of (rel=canonical).',
    'application/x-ndjson',
    { whole: ServedState },
  ),
});

/** Column of a name. */
const column: ParameterReader<Column> = (name) => {
  const found = COLUMNS.find((each) => each.name === name);
  if (found) return { value: found };
  const names = COLUMNS.map((each) => each.name);
  return refuse(
    'column',
    `the table has no column ${quoted(name)}`,
    `did you mean ${nearestName(name, names) ?? ''}? Known: ${names.join(', ')}`,
  );
};

const columns = usually<readonly Column[]>(COLUMNS, {
  about: 'Only these columns, in this order, by name and comma; all of them unless told.',
  schema: { type: 'string' },
  read: (text) => {
    const reading = listOf(column)(text);
    if ('refused' in reading) return reading;
    const twice = reading.value.find((each, at) => reading.value.indexOf(each) !== at);
    if (!twice) return reading;
    return refuse('column', `the column ${twice.name} is named more than once`, 'name each column once');
  },
});

const ofTable = { ...whole, columns, lang: t.lang };

export const table = call('GET', '/v1/growth.csv', {
  tag,
  summary: 'States as a table',
  about:
    'All states of a filter, one row for each measurement, of one place in the log; also what /v1/growth answers where Accept has text/csv.',
  needs: DATA,
  query: ofTable,
  refuses: NO_PAGES,
  rules: WHOLE_RULES,
  answer: file(
    'CSV (RFC 4180) with a header row; what the columns are is told by /v1/growth.metadata.json of the same query. A cell that a spreadsheet would run as a formula has an apostrophe in front.',
    'The metadata (rel=describedby), and this table at the place in the log that it tells of (rel=canonical).',
    'text/csv',
  ),
});

export const tableMetadata = call('GET', '/v1/growth.metadata.json', {
  tag,
  summary: 'What the table is made of',
  about:
    'CSV on the Web, in English and Chinese, of the table of the same query; also at /v1/growth.csv-metadata.json.',
  needs: DATA,
  // Where tools look that start from the table (Model for Tabular Data, section 5.3).
  also: ['/v1/growth.csv-metadata.json'],
  query: ofTable,
  refuses: NO_PAGES,
  rules: WHOLE_RULES,
  answer: one('The metadata.', TableMetadata),
});

export const parquet = call('GET', '/v1/growth.parquet', {
  tag,
  summary: 'States as a Parquet file',
  about:
    'The table of the same query: its columns, then valueText, lowText and highText with the digits as they stand in the states. value, low, high, gap and units are DECIMAL(38,18), null where one does not fit; events, version and sequence INT64; knownAt and publishedBy timestamps; what is empty is null. Key-value metadata has silkgauge.query, silkgauge.sequence, and silkgauge.digest, the SHA-256 of /v1/growth.csv for that query.',
  needs: DATA,
  query: ofTable,
  refuses: NO_PAGES,
  rules: WHOLE_RULES,
  answer: file(
    'A Parquet file with row groups of at most 5,000 rows.',
    'This file at the place in the log that it tells of (rel=canonical).',
    'application/vnd.apache.parquet',
    { type: 'string', format: 'binary' },
  ),
});

export const jsonStat = call('GET', '/v1/growth.jsonstat', {
  tag,
  summary: 'States as a JSON-stat cube',
  about:
    'JSON-stat 2.0 of all figures of a filter: the nine dimensions of a series, period, transformation, side, reading and statistic (value, low, high). Values are sparse and have the digits of the states; the status of a value is that of its figure. A cube has at most 1,000,000 cells, empty ones included; above, it is 413.',
  needs: DATA,
  query: { ...whole, lang: t.langOfLabels },
  refuses: NO_PAGES,
  rules: WHOLE_RULES,
  answer: file(
    'JSON-stat 2.0, class dataset.',
    'This cube at the place in the log that it tells of (rel=canonical).',
    'application/json',
    { part: JsonStat },
  ),
  errors: ['NotFound', 'TooLarge'],
});

/** What states say is not held in memory, and of a past moment every version would have to be looked at. */
const NOT_OF_AVAILABILITY = {
  ...refused(['asOf', 'publishedBy'], (name) =>
    refuse(
      'not-of-availability',
      `what is available has no ${name}: it is told of the present alone`,
      `leave it out; /v1/growth and /v1/growth.csv take ${name}`,
    ),
  ),
  ...refused(['limit', 'cursor'], (name) =>
    refuse(
      'not-of-availability',
      `what is available has no ${name}: it is told whole`,
      'leave it out, or filter',
    ),
  ),
  ...refused([...VERSION_FILTERS, 'selection'], (name) =>
    refuse(
      'not-of-availability',
      `what is available has no ${name}: it counts states by series and period`,
      `leave it out; /v1/growth and /v1/growth.csv take ${name}`,
    ),
  ),
};

export const availability = call('GET', '/v1/availability', {
  tag,
  summary: 'Which codes there are',
  about: 'For filters with counts: the codes of a dimension are counted as if it were not filtered.',
  needs: STRUCTURE,
  query: { filter: ofScope },
  refuses: NOT_OF_AVAILABILITY,
  answer: one('What there is at present.', Availability),
});

export const state = call('GET', '/v1/growth/{series}/{period}', {
  tag,
  summary: 'One state',
  about: 'Of a series and a period, at present or by either clock. A range is one segment or two.',
  needs: DATA,
  inPath: t.state,
  query: { ...t.clocks, fields: t.fields },
  rules: [oneClock],
  answer: one('The state.', ServedState, {
    examples: { ZhengzhouHalfYear: { value: { ...GROWTH_STATE_EXAMPLE, notices: [] } } },
  }),
  errors: NOT_FOUND,
});

export const history = call('GET', '/v1/growth/{series}/{period}/history', {
  tag,
  summary: 'Every version of a state',
  about: 'Oldest first: what was served here.',
  needs: DATA,
  inPath: t.state,
  query: { asOf: t.asOf, ...t.pagedByVersion('history') },
  answer: page(GrowthState),
  errors: NOT_FOUND,
});

export const vintages = call('GET', '/v1/growth/{series}/{period}/vintages', {
  tag,
  summary: 'A state after each publication',
  about: 'Oldest first: what the world could know, whenever it reached us.',
  needs: DATA,
  inPath: t.state,
  query: {
    limit: t.limit,
    cursor: t.cursor('vintages', 1, ([until = '']) =>
      'value' in readPublishedBy(until) ? until : undefined,
    ),
  },
  answer: page(PublishedVintage),
  errors: NOT_FOUND,
});

export const digits = call('GET', '/v1/growth/{series}/{period}/digits', {
  tag,
  summary: 'Since when a state has its digits',
  about: 'And how often digits changed, by the versions that are kept.',
  needs: DATA,
  inPath: t.state,
  query: { asOf: t.asOf },
  answer: one('Their age.', StateDigits),
  errors: NOT_FOUND,
});

export const explain = call('GET', '/v1/growth/{series}/{period}/explain', {
  tag,
  summary: 'How each number of a state was found',
  about: 'A graph down to the prints, with their events and what became of them.',
  needs: DATA,
  inPath: t.state,
  query: {
    ...t.clocks,
    // The event behind which prints are listed.
    cursor: t.cursor('explain', 1, ([event = '']) => (/^\d{1,18}$/.test(event) ? event : undefined)),
  },
  rules: [oneClock],
  answer: one('The state and what it rests on; as linked data its provenance.', Explanation, {
    others: { 'application/ld+json': Provenance },
  }),
  errors: NOT_FOUND,
});

export const headline = call('GET', '/v1/growth/{series}/{period}/headline', {
  tag,
  summary: 'A state in one sentence',
  about:
    'In the words of bulletins, in both languages, with the way back of each numeral; a total with its exports and imports.',
  needs: DATA,
  inPath: t.state,
  query: { ...t.clocks, lang: t.langAlone },
  rules: [oneClock],
  answer: one('The sentence.', StateHeadline),
  errors: NOT_FOUND,
});

const BY = ['series', 'reporter', 'indicator'] as const;

export const revisions = call('GET', '/v1/revisions', {
  tag,
  summary: 'How much figures were revised',
  about:
    'After the earliest print held, which need not be the first one: how many, by how much, and how long it took.',
  needs: DATA,
  query: {
    filter: ofScope,
    publishedBy: t.publishedBy,
    by: usually<(typeof BY)[number]>('series', {
      about:
        'Records of each series, of each reporter over all its series, or of each reporter and indicator.',
      schema: { type: 'string', enum: BY, default: 'series' },
      read: oneOf(BY),
    }),
    detail: optional({
      about: 'figures: each revised figure too.',
      schema: { type: 'string', enum: ['figures'] },
      read: oneOf(['figures']),
    }),
    limit: t.limit,
    // A measure of a series or a reporter.
    cursor: t.cursor('revisions', 2, ([name = '', place = '']) => ({ name, place })),
  },
  answer: page(RevisionRecord),
});

/** Kinds of entries of the feed of revisions. */
export const ENTRY_KINDS = ['revision', 'conflict'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const revisionsFeed = call('GET', '/v1/revisions.atom', {
  tag,
  summary: 'Revisions and conflicts as a feed',
  about:
    'Atom, newest first: an entry for each change that altered or took away a number that stood (category revision), or that brought a verdict of conflict or a flag of a contradiction (category conflict). The summary has the chain of both numbers. rel=next pages by before; a page may hold fewer entries than limit and yet have a next one.',
  needs: DATA,
  query: {
    filter: ofStates,
    notice: {
      ...t.notice,
      about: 'Only states that one of these notices is in force for at present, by name; several by comma.',
    },
    kind: optional({
      about: 'Only entries of this category.',
      schema: { type: 'string', enum: [...ENTRY_KINDS] },
      read: oneOf(ENTRY_KINDS),
    }),
    limit: t.entries,
    before: t.before,
    lang: t.langOfEntries,
  },
  refuses: refused(
    ['asOf', 'publishedBy', 'release', 'sort', 'cursor', 'reason', 'fields', 'columns'],
    (name) =>
      refuse(
        'not-of-feed',
        `a feed has no ${name}: its entries are changes, newest first`,
        'leave it out; before= pages, filters limit',
      ),
  ),
  answer: feed('The next page (rel=next).'),
});
