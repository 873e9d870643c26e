import { TRANSFORMS } from '@silkgauge/growth';
import { CODE_DIMENSIONS } from '../codes/registers.ts';
import { DEFAULT_PAGE, LARGEST_PAGE, type GrowthParameter } from '../growth-query.ts';
import type { Description } from './json-schemas.ts';
import { digits } from './openapi-parts.ts';

const text: Description = { type: 'string' };
const listOfCodes: Description = { type: 'string', pattern: '^[A-Za-z0-9_$@-]+(,[A-Za-z0-9_$@-]+)*$' };

const several = (dimension: string): [string, Description] => [
  `Only series with this ${dimension}; several by comma.`,
  listOfCodes,
];

const areas = (dimension: string): [string, Description] => [
  `Only series with this ${dimension}; several by comma. An alias such as CN-46 is taken as CN-HI; Content-Location then names the address that answered.`,
  listOfCodes,
];

/** Description and schema of each query parameter. */
const QUERY: Readonly<Record<GrowthParameter, readonly [string, Description]>> = {
  reporter: several('reporter'),
  area: areas('area'),
  indicator: several('indicator'),
  coverage: several('coverage'),
  flow: several('flow'),
  mode: several('mode'),
  product: several('product'),
  counterpart: areas('counterpart'),
  currency: several('currency'),
  period: ['Only these periods; several by comma.', text],
  from: ['Only periods that do not begin before this one.', text],
  to: ['Only periods that do not end after this one.', text],
  domain: ['Only series of this domain.', { type: 'string', enum: ['customs', 'platform'] }],
  asOf: [
    'As known at an instant (inclusive), or after the change with this sequence number; notices, claims, statements and descriptions of reporters have no place in the change log and take the instant alone. Of sales, the first and the last version of each hour are kept after a day; what was removed between them answers as the version before it.',
    { anyOf: [{ type: 'string', format: 'date-time' }, digits('A sequence.')] },
  ],
  publishedBy: [
    'Worked out from what had been published by the end of this day, month, year or instant (UTC), whenever it reached us, and was not withdrawn since. Prints without a publication time are left out. Sales count as published when ordered: months that were over by then with their exact totals, the running month not at all, because only totals of months are kept. Not together with asOf. A page may hold fewer items than limit and yet have a next one.',
    text,
  ],
  by: [
    'Records of each series, or of each reporter over all its series.',
    { type: 'string', enum: ['series', 'reporter'], default: 'series' },
  ],
  detail: ['figures: each revised figure too.', { type: 'string', enum: ['figures'] }],
  transform: ['What to make of the series.', { type: 'string', enum: [...TRANSFORMS] }],
  base: ['The period of index 100; with transform=index, which needs it.', text],
  columns: ['Only these columns, in this order, by name and comma; all of them unless told.', text],
  lang: [
    'Language of the names of codes; otherwise Accept-Language tells, English by default.',
    { type: 'string', enum: ['en', 'zh'] },
  ],
  limit: ['Items on a page.', { type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE }],
  cursor: ['The next of the page before.', text],
  latest: [
    'Only so many of the newest changes, in order of sequence; not together with after or limit.',
    { type: 'integer', minimum: 1, maximum: LARGEST_PAGE },
  ],
  after: ['Only changes after this sequence.', digits('A sequence.')],
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
  source: ['Source of the event.', text],
  id: ['Id of the event.', text],
};

const REQUIRED: readonly string[] = ['source', 'id', 'transform'];

export function parameter(name: GrowthParameter, place: 'query'): Description;
export function parameter(
  name: string,
  place: 'header',
  description: string,
  schema: Description,
): Description;
export function parameter(
  name: string,
  place: string,
  description?: string,
  schema?: Description,
): Description {
  const [said, shape] = QUERY[name as GrowthParameter] ?? [description ?? '', schema ?? text];
  return {
    name,
    in: place,
    required: place === 'query' && REQUIRED.includes(name),
    description: said,
    schema: shape,
  };
}

export const seriesParameter: Description = {
  name: 'series',
  in: 'path',
  required: true,
  description: 'The series key.',
  schema: text,
};

export const dimensionParameter: Description = {
  name: 'dimension',
  in: 'path',
  required: true,
  description: 'A dimension of series, or period.',
  schema: { type: 'string', enum: CODE_DIMENSIONS },
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
