import { type Dimension } from '../series-key.ts';
import { ALERT_STATES, LANGUAGES, RELEASE_STATES } from '@silkgauge/codelists';
import { TRANSFORMS } from '@silkgauge/growth';
import { CODE_DIMENSIONS } from '../codes/registers.ts';
import { WORD_REGISTERS } from '../codes/word-registers.ts';
import { withAliases } from '../filter/dimensions.ts';
import { CODES, joined, joinedWords } from '../filter/filter.ts';
import { CHANGE_FILTERS, FILTERS, type FilterName } from '../filter/table.ts';
import {
  DEFAULT_ENTRIES,
  DEFAULT_PAGE,
  ENTRY_KINDS,
  LARGEST_ENTRIES,
  LARGEST_PAGE,
  SORTS,
  type GrowthCall,
  type GrowthParameter,
} from '../growth-query.ts';
import { ORDER_NAME_PATTERN } from '../terms/order-terms.ts';
import { ALERT_KINDS } from '../rule/rule.ts';
import { FEEDS } from '../topics.ts';
import { SERVED_JOB_STATES } from '../shapes/job.ts';
import { CHANGE_KINDS } from '../kinds/table.ts';
import type { Description } from './json-schemas.ts';
import { digits } from './openapi-parts.ts';

const text: Description = { type: 'string' };
const orderName: Description = { type: 'string', pattern: ORDER_NAME_PATTERN };
/** Rules that are always there have a name that begins with `_`. */
const ruleName: Description = { type: 'string', pattern: ORDER_NAME_PATTERN.replace('^', '^_?') };
const LANGUAGE: Description = { type: 'string', enum: [...LANGUAGES.codes] };
type Said = readonly [description: string, schema: Description];

/** Scopes are compared with codes by their graph, so that no prefix is needed. */
const scoped = (dimension: Dimension): Said => [
  withAliases(
    dimension,
    `Only notices whose scope has something in common with this ${dimension}; several by comma.`,
  ),
  joined(CODES),
];
/** Those of the filters, by their names. */
const filters = Object.fromEntries(
  Object.entries({ ...FILTERS, ...CHANGE_FILTERS }).map(([name, { about, schema }]): [string, Said] => [
    name,
    [about, schema],
  ]),
) as Readonly<Record<FilterName | keyof typeof CHANGE_FILTERS, Said>>;

/** Description and schema of each query parameter. */
const QUERY: Readonly<Record<GrowthParameter, Said>> = {
  ...filters,
  selection: [
    'Only states that pass one of the sets of filters of this selection, by the id of POST /v1/selections; filters beside it limit further.',
    text,
  ],
  kinds: [
    'Only entries of these kinds; several by comma. Unless told: state, notice and claim. Filters: a claim and an alert pass by series and period, a notice by its scope; verdict, flag and reason are of states alone; a bulletin, a release, and an alert of a release or of a printed sentence pass no filter.',
    joinedWords(CHANGE_KINDS),
  ],
  feed: ['The door that the push is meant for.', { type: 'string', enum: FEEDS }],
  release: [
    'first, latest, or a number n: each state after its n-th publication, the n-th of its /vintages, which begin with the earliest print held; states with fewer are left out. With publishedBy only what was published by then counts; not together with asOf. A page may hold fewer items than limit and yet have a next one.',
    { type: 'string', pattern: '^(first|latest|[1-9][0-9]{0,3})$' },
  ],
  since: [
    'Only changes that are known later than this instant: those that asOf of the same instant leaves out.',
    { type: 'string', format: 'date-time' },
  ],
  sort: [
    'Order of the list; the default of one series is period:asc. _U comes before all periods, desc is the reverse of asc. Pages by knownAt are of one moment, that of the first page, and are not there with publishedBy.',
    { type: 'string', enum: SORTS, default: 'key:asc' },
  ],
  asOf: [
    'As known at an instant (inclusive), or after the change with this sequence number; notices, claims, statements and descriptions of reporters have no place in the change log and take the instant alone. Of sales, the first and the last version of each hour are kept after a day; what was removed between them answers as the version before it.',
    text,
  ],
  publishedBy: [
    'Worked out from what had been published by the end of this day, month, year or instant (UTC), whenever it reached us, and was not withdrawn since. Prints without a publication time are left out. Sales count as published when ordered: months that were over by then with their exact totals, the running month not at all, because only totals of months are kept. Not together with asOf. A page may hold fewer items than limit and yet have a next one.',
    text,
  ],
  by: [
    'Records of each series, of each reporter over all its series, or of each reporter and indicator.',
    { type: 'string', enum: ['series', 'reporter', 'indicator'], default: 'series' },
  ],
  detail: ['figures: each revised figure too.', { type: 'string', enum: ['figures'] }],
  transform: ['What to make of the series.', { type: 'string', enum: [...TRANSFORMS] }],
  base: ['The period of index 100; with transform=index, which needs it.', text],
  fields: [
    'Only these members of each state, by their paths and comma, such as growth.GY.reported,flags; the key is always there, and whatever a state lacks is left out. Members of each comparison are below its name, those of a list below the list.',
    joined('[^,.*]+([.][^,.*]+)*'),
  ],
  columns: ['Only these columns, in this order, by name and comma; all of them unless told.', text],
  lang: ['Language of the names of codes; otherwise Accept-Language tells, English by default.', LANGUAGE],
  limit: ['Items on a page.', { type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE }],
  cursor: ['The next of the page before.', text],
  latest: [
    'Only so many of the newest changes, in order of sequence; given alone, or with kinds.',
    { type: 'integer', minimum: 1, maximum: LARGEST_PAGE },
  ],
  after: ['Only changes after this sequence.', digits('A sequence.')],
  before: ['Only changes before this sequence.', digits('A sequence.')],
  notice: [
    'Only these notices, by name; several by comma. Of states: only those that one of them is in force for, as of the clock of the answer; a page may then hold fewer items than limit and yet have a next one.',
    text,
  ],
  programme: [
    'Only notices of the programme of these, by name; several by comma. A programme is a notice and all that extend it.',
    text,
  ],
  q: ['Only codes with this text in the code or one of its names.', text],
  kind: ['Only codes of this kind; several by comma.', text],
  state: ['Only jobs in one of these states; several by comma.', joinedWords(SERVED_JOB_STATES)],
  rule: [
    'Only alerts of this rule; _late of the silence of every publisher, _printed of printed sentences.',
    ruleName,
  ],
  publisher: ['Only releases of these publishers, by the code of the reporter; several by comma.', text],
  key: [
    'The key of an alert: rule, series key and period, joined by slashes; of silence rule and release; of a printed sentence _printed/NAME.',
    text,
  ],
  source: ['Source of the event; of jobs only those of this source.', text],
  id: ['Id of the event.', text],
};

const REQUIRED: Readonly<Partial<Record<GrowthCall, readonly GrowthParameter[]>>> = {
  outcomes: ['source', 'id'],
  transformations: ['transform'],
  alertHistory: ['key'],
};

const LANGUAGE_OF_ENTRIES: Said = [
  'Language of the entries; otherwise Accept-Language tells, English by default.',
  LANGUAGE,
];

const ENTRIES: Said = [
  'Entries on a page.',
  { type: 'integer', minimum: 1, maximum: LARGEST_ENTRIES, default: DEFAULT_ENTRIES },
];

const OF_ALERTS: Readonly<Partial<Record<GrowthParameter, Said>>> = {
  kind: ['Only alerts of one of these kinds; several by comma.', joinedWords(ALERT_KINDS)],
  state: ['Only alerts in one of these states; several by comma.', joinedWords(ALERT_STATES.codes)],
  selection: [
    'Only alerts of states that pass one of the sets of filters of this selection by series and period, as on the stream: a set by verdict or flag lets no alert pass.',
    text,
  ],
};

const OF_RELEASES: Readonly<Partial<Record<GrowthParameter, Said>>> = {
  state: ['Only releases in one of these states; several by comma.', joinedWords(RELEASE_STATES.codes)],
  from: ['Only releases promised for this instant or later.', { type: 'string', format: 'date-time' }],
  to: ['Only releases promised for this instant or earlier.', { type: 'string', format: 'date-time' }],
};

/** What a parameter says of one call alone. */
const OF_CALL: Readonly<Partial<Record<GrowthCall, Readonly<Partial<Record<GrowthParameter, Said>>>>>> = {
  notices: {
    area: scoped('area'),
    mode: scoped('mode'),
    flow: scoped('flow'),
    product: scoped('product'),
  },
  changes: {
    kinds: [
      'Only entries of these kinds, each with its kind; several by comma. Unless told: states, as they are. Filters are those of the stream.',
      joinedWords(CHANGE_KINDS),
    ],
  },
  revisionsFeed: {
    kind: ['Only entries of this category.', { type: 'string', enum: [...ENTRY_KINDS] }],
    limit: ENTRIES,
    notice: [
      'Only states that one of these notices is in force for at present, by name; several by comma.',
      text,
    ],
    lang: LANGUAGE_OF_ENTRIES,
  },
  alerts: OF_ALERTS,
  alertsFeed: { ...OF_ALERTS, limit: ENTRIES, lang: LANGUAGE_OF_ENTRIES },
  printed: {
    state: [
      'Only sentences whose alert is in one of these states; several by comma.',
      joinedWords(ALERT_STATES.codes),
    ],
    key: ['Only sentences with a number of this state: series key/period, as it was registered.', text],
  },
  bulletinsFeed: { lang: LANGUAGE_OF_ENTRIES },
  releases: OF_RELEASES,
  releasesCalendar: OF_RELEASES,
  bulletin: { lang: ['Leaves the other language out.', LANGUAGE] },
  headline: { lang: ['Leaves the other language out.', LANGUAGE] },
  bulletinMarkdown: { lang: ['Its language; English by default.', LANGUAGE] },
  bulletinText: { lang: ['Its language; English by default.', LANGUAGE] },
  jsonStat: {
    lang: ['Language of the labels; otherwise Accept-Language tells, English by default.', LANGUAGE],
  },
};

export function queryParameter(call: GrowthCall, name: GrowthParameter): Description {
  const [description, schema] = OF_CALL[call]?.[name] ?? QUERY[name];
  const required = REQUIRED[call]?.includes(name) ?? false;
  return { name, in: 'query', required, description, schema };
}

export const headerParameter = (name: string, description: string, schema: Description): Description => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});

export const seriesParameter: Description = {
  name: 'series',
  in: 'path',
  required: true,
  description: 'The series key.',
  schema: text,
};

export const bulletinParameter: Description = {
  name: 'bulletin',
  in: 'path',
  required: true,
  description: 'The name of the bulletin.',
  schema: orderName,
};

export const releaseParameter: Description = {
  name: 'release',
  in: 'path',
  required: true,
  description: 'The name of the release.',
  schema: orderName,
};

export const printedParameter: Description = {
  name: 'printed',
  in: 'path',
  required: true,
  description: 'The name of the printed sentence.',
  schema: orderName,
};

export const dimensionParameter: Description = {
  name: 'dimension',
  in: 'path',
  required: true,
  description: 'A register: a dimension of series, period, or a list of words.',
  schema: { type: 'string', enum: [...CODE_DIMENSIONS, ...Object.keys(WORD_REGISTERS)] },
};

export const jobParameter: Description = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The name of the job.',
  schema: text,
};

export const selectionParameter: Description = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id of a selection.',
  schema: text,
};

export const pathParameters: readonly Description[] = [
  seriesParameter,
  {
    name: 'period',
    in: 'path',
    required: true,
    description: 'The period; a slash in it is percent-encoded.',
    schema: text,
    examples: { half: { value: '2020-S1' }, range: { value: '2020-01-01/P5M' } },
  },
];
