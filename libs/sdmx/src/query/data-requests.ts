import { badParameter, notBuilt, unknownWord } from '../errors/refusals.ts';
import { DIMENSIONS, TIME_DIMENSION } from '../structure/components.ts';
import { checkClocks, readLogPoint, readPublishedBy } from './clocks.ts';
import {
  checkReportingYear,
  readBoolean,
  readContents,
  readCount,
  readDetail,
  readDimensionAtObservation,
  readSort,
  readWord,
  type Contents,
} from './contents.ts';
import { checkProvider, readContext, readFlow, type FlowChoice } from './context.ts';
import type { AvailabilityQuery, DataQuery, DataSelection, Door } from './data-query.ts';
import { periodFilters, readFilters } from './filters.ts';
import { readKeys } from './key.ts';
import { readReferences } from './references.ts';
import { knownParameters, within, type Target } from './target.ts';

const PERIODS = ['startPeriod', 'endPeriod'];
const CHOSEN = {
  '3.0': ['c[...]', 'attributes', 'measures', 'sort', 'reportingYearStartDay'],
  '2.1': [...PERIODS, 'detail'],
} as const satisfies Readonly<Record<Door, readonly string[]>>;
const EITHER = [
  'firstNObservations',
  'lastNObservations',
  'offset',
  'limit',
  'asOf',
  'updatedAfter',
  'includeHistory',
  'publishedBy',
  'dimensionAtObservation',
  'format',
];

/** Reads a data query; `path` is what stands behind `data`. @throws SdmxFault */
export function readDataQuery(door: Door, path: Target['path'], given: Target['parameters']): DataQuery {
  const { values, components } = knownParameters(given, [...CHOSEN[door], ...EITHER]);
  const place = readPlace(door, path, 0);
  checkReportingYear(values.get('reportingYearStartDay'));
  const clocks = {
    asOf: readLogPoint(values.get('asOf'), 'asOf'),
    updatedAfter: readLogPoint(values.get('updatedAfter'), 'updatedAfter'),
    publishedBy: readPublishedBy(values.get('publishedBy')),
    includeHistory: readBoolean(values.get('includeHistory'), 'includeHistory'),
  };
  checkClocks(clocks);
  const contents = contentsOf(door, values);
  checkChanges(door, clocks, contents, values);
  return {
    context: place.context,
    ...selectionOf(door, place, values, components),
    ...clocks,
    ...contents,
    dimensionAtObservation: readDimensionAtObservation(values.get('dimensionAtObservation')),
    firstNObservations: readCount(values.get('firstNObservations'), 'firstNObservations', 1),
    lastNObservations: readCount(values.get('lastNObservations'), 'lastNObservations', 1),
    offset: readCount(values.get('offset'), 'offset', 0) ?? 0,
    limit: readCount(values.get('limit'), 'limit', 1),
    sort: readSort(values.get('sort')),
    format: values.get('format') ?? null,
  };
}

const contentsOf = (door: Door, values: ReadonlyMap<string, string>): Contents =>
  door === '3.0'
    ? readContents(values.get('attributes'), values.get('measures'))
    : readDetail(values.get('detail'));

/**
 * Refuses what answers of changes cannot say: the key of a series to delete alone would stand for all its periods,
 * and there is no first observation among versions. @throws SdmxFault
 */
function checkChanges(
  door: Door,
  { updatedAfter, includeHistory }: Pick<DataQuery, 'updatedAfter' | 'includeHistory'>,
  { seriesKeysOnly }: Contents,
  values: ReadonlyMap<string, string>,
): void {
  const clock = includeHistory ? 'includeHistory' : updatedAfter ? 'updatedAfter' : null;
  if (clock !== null && seriesKeysOnly) {
    const given = door === '3.0' ? 'attributes=none&measures=none' : `detail=${values.get('detail') ?? ''}`;
    throw notTogether(clock, given);
  }
  const ends = ['firstNObservations', 'lastNObservations'].find((name) => values.has(name));
  if (includeHistory && ends !== undefined) throw notTogether('includeHistory', ends);
}

const notTogether = (parameter: string, other: string) =>
  notBuilt(
    parameter,
    { en: `${parameter} with ${other}`, zh: `${parameter} 与 ${other} 同用` },
    { en: 'leave one of the two out', zh: '请省略其中之一' },
  );

const AVAILABILITY = ['mode', 'references', 'format', 'updatedAfter'];
const MODES = ['exact', 'available'] as const;

/** Reads a query of availability; `path` is what stands behind the name of the resource. @throws SdmxFault */
export function readAvailabilityQuery(
  door: Door,
  path: Target['path'],
  given: Target['parameters'],
): AvailabilityQuery {
  const { values, components } = knownParameters(given, [
    ...(door === '3.0' ? ['c[...]', 'reportingYearStartDay'] : PERIODS),
    ...AVAILABILITY,
  ]);
  if (values.has('updatedAfter')) {
    throw notBuilt(
      'updatedAfter',
      { en: 'updatedAfter of availability', zh: '可用性查询的 updatedAfter' },
      { en: 'leave it out, or ask for data with it', zh: '请省略，或用于数据查询' },
    );
  }
  const place = readPlace(door, path, 1);
  checkReportingYear(values.get('reportingYearStartDay'));
  return {
    context: place.context,
    ...selectionOf(door, place, values, components),
    components: readComponents(place.rest, door),
    mode: readWord(values.get('mode') ?? 'exact', 'mode', MODES),
    references: readReferences(values.get('references'), door),
    format: values.get('format') ?? null,
  };
}

interface Place extends FlowChoice {
  readonly key: string;
  /** What stands behind the key. */
  readonly rest: string;
}

/** The parts of a path by their names; `more` may stand behind those of a data query. @throws SdmxFault */
function readPlace(door: Door, path: readonly string[], more: 0 | 1): Place {
  if (door === '3.0') {
    const [context = '*', agency = '*', id = '*', version = '*', key = '*', rest = '*'] = within(
      path,
      5 + more,
    );
    return { ...readContext(context, agency, id, version), key, rest };
  }
  const [flow = 'all', key = 'all', provider = 'all', rest = 'all'] = within(path, 3 + more);
  checkProvider(provider);
  return { ...readFlow(flow), key, rest };
}

function selectionOf(
  door: Door,
  { flows, key }: Place,
  values: ReadonlyMap<string, string>,
  components: ReadonlyMap<string, string>,
): DataSelection {
  const filters = [
    ...readFilters(components),
    ...periodFilters(values.get('startPeriod'), values.get('endPeriod')),
  ];
  const isTimed = filters.some(({ component }) => component === TIME_DIMENSION);
  if (isTimed && !flows.includes('DF_GROWTH')) {
    throw badParameter(
      values.has('startPeriod')
        ? 'startPeriod'
        : values.has('endPeriod')
          ? 'endPeriod'
          : `c[${TIME_DIMENSION}]`,
      { en: 'the figures of DF_UNDATED have no period', zh: 'DF_UNDATED 的数据没有时期' },
      { en: 'leave it out, or ask DF_GROWTH', zh: '请省略，或查询 DF_GROWTH' },
    );
  }
  return { flows, keys: readKeys(key, door), filters };
}

const ASKABLE = [...DIMENSIONS, TIME_DIMENSION] as const;

function readComponents(text: string, door: Door): AvailabilityQuery['components'] {
  if (['', '*', 'all'].includes(text)) return null;
  const asked = text.split(door === '3.0' ? ',' : '+');
  for (const each of asked)
    if (!ASKABLE.some((dimension) => dimension === each)) throw unknownWord('componentId', each, ASKABLE);
  return ASKABLE.filter((dimension) => asked.includes(dimension));
}
