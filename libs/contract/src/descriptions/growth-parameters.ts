import { DEFAULT_PAGE, LARGEST_PAGE, type GrowthParameter } from '../growth-query.ts';
import type { Description } from './json-schemas.ts';
import { digits } from './openapi-parts.ts';

const text: Description = { type: 'string' };
const listOfCodes: Description = { type: 'string', pattern: '^[A-Za-z0-9_$@-]+(,[A-Za-z0-9_$@-]+)*$' };

const several = (dimension: string): [string, Description] => [
  `Only series with this ${dimension}; several by comma.`,
  listOfCodes,
];

/** What each query parameter means, with its schema. */
const QUERY: Readonly<Record<GrowthParameter, readonly [string, Description]>> = {
  reporter: several('reporter'),
  area: several('area'),
  indicator: several('indicator'),
  coverage: several('coverage'),
  flow: several('flow'),
  mode: several('mode'),
  product: several('product'),
  counterpart: several('counterpart'),
  currency: several('currency'),
  period: ['Only these periods; several by comma.', text],
  from: ['Only periods that do not begin before this one.', text],
  to: ['Only periods that do not end after this one.', text],
  domain: ['Only series of this domain.', { type: 'string', enum: ['customs', 'platform'] }],
  asOf: [
    'As known at an instant (inclusive), or after the change with this sequence number. Of sales, the first and the last version of each hour are kept after a day; what was removed between them answers as the version before it.',
    { anyOf: [{ type: 'string', format: 'date-time' }, digits('A sequence.')] },
  ],
  limit: ['Items on a page.', { type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: DEFAULT_PAGE }],
  cursor: ['The next of the page before.', text],
  after: ['Only changes after this sequence.', digits('A sequence.')],
  source: ['Source of the event.', text],
  id: ['Id of the event.', text],
};

const REQUIRED: readonly string[] = ['source', 'id'];

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

export const pathParameters: readonly Description[] = [
  { name: 'series', in: 'path', required: true, description: 'The series key.', schema: text },
  {
    name: 'period',
    in: 'path',
    required: true,
    description: 'The period; a slash in it is percent-encoded.',
    schema: text,
    examples: { half: { value: '2020-S1' }, range: { value: '2020-01-01/P5M' } },
  },
];
