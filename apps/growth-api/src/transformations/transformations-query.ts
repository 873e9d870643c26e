import {
  DEFAULT_PAGE,
  type QueryFault,
  dayOf,
  oneOf,
  period,
  refuse,
  type ParameterReader,
} from '@silkgauge/contract';
import { periodBounds, TRANSFORMS, type Transformation, type TransformationRequest } from '@silkgauge/growth';
import { cursorOf, writeCursor } from '../query/cursor.ts';
import { readParameters, type Parsed } from '../query/parameters.ts';
import { clocks, clocksOf, oneClock, type StateQuery } from '../query/queries.ts';
import { limit } from '../query/readers.ts';

export interface TransformationsQuery extends StateQuery {
  readonly request: TransformationRequest;
  /** ISO dates, inclusive: keeps the periods that lie wholly between them. */
  readonly from: string | null;
  readonly to: string | null;
  readonly after: string | null;
  readonly limit: number;
}

const transform = oneOf(TRANSFORMS);

const base: ParameterReader<string> = (text) => {
  const reading = period(text);
  return 'value' in reading && reading.value === '_U'
    ? refuse('period', '_U is no period that an index could have as its base', 'give a stated period')
    : reading;
};

const cursor = cursorOf('transformations', 3, () => true);
const readers = { transform, base, from: dayOf('start'), to: dayOf('end'), ...clocks, limit, cursor };

/** `GET /v1/transformations/{series key}`. */
export function readTransformationsQuery(
  raw: Readonly<Record<string, unknown>>,
): Parsed<TransformationsQuery> {
  const parsed = oneClock(readParameters(raw, readers));
  if ('faults' in parsed) return parsed;
  const given = parsed.value;
  const request = requestOf(given);
  if ('rule' in request) return { faults: [request] };
  return {
    value: {
      request,
      from: given.from ?? null,
      to: given.to ?? null,
      ...clocksOf(given),
      after: given.cursor ? given.cursor.join(' ') : null,
      limit: given.limit ?? DEFAULT_PAGE,
    },
  };
}

type Named = TransformationRequest['transform'];

function requestOf(given: { transform?: Named; base?: string }): TransformationRequest | QueryFault {
  if (given.transform === undefined) {
    return {
      parameter: 'transform',
      rule: 'missing',
      message: 'transform is missing',
      fix: `say what to make of the series: one of ${TRANSFORMS.join(', ')}`,
    };
  }
  if (given.transform === 'index') {
    return given.base === undefined
      ? {
          parameter: 'base',
          rule: 'missing',
          message: 'an index needs its base',
          fix: 'give the period that is to be 100, such as base=2019 or base=2019-03',
        }
      : { transform: given.transform, base: given.base };
  }
  if (given.base === undefined) return { transform: given.transform };
  return {
    parameter: 'base',
    rule: 'misplaced',
    message: `${given.transform} has no base to choose`,
    fix: 'leave base out, or ask for transform=index',
  };
}

export function isBetween(code: string, { from, to }: Pick<TransformationsQuery, 'from' | 'to'>): boolean {
  const bounds = periodBounds(code);
  return bounds !== null && (from === null || bounds.start >= from) && (to === null || bounds.end <= to);
}

/** Unique sort key of an item. Codes hold no blank, and a blank sorts before all characters of codes. */
export function placeOf({ period: at, series, measure }: Transformation): string {
  return `${at} ${series} ${measure}`;
}

export function cursorAfter({ period: at, series, measure }: Transformation): string {
  return writeCursor('transformations', [at, series, measure]);
}
