import { parse } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { ATTRIBUTES, DIMENSIONS, MEASURE, TIME_DIMENSION } from '../structure/components.ts';

/** An observation as a reader of a format finds it; absent members are not there. */
export interface ReadRow {
  readonly flow: string;
  readonly action: string;
  readonly key: string;
  readonly period: string | null;
  readonly value: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

const COMPONENTS: ReadonlySet<string> = new Set<string>([
  ...DIMENSIONS,
  TIME_DIMENSION,
  MEASURE,
  ...ATTRIBUTES,
]);

/** Cells of components by id; the others, by header. */
export type Cells = Readonly<Record<string, string>>;

function rowOf(flow: string, action: string, cells: Cells): ReadRow {
  const at = (id: string) => (cells[id] === undefined || cells[id] === '' ? null : cells[id]);
  return {
    flow,
    action,
    key: DIMENSIONS.map((dimension) => cells[dimension]).join('.'),
    period: at(TIME_DIMENSION),
    value: at(MEASURE),
    attributes: Object.fromEntries(
      ATTRIBUTES.flatMap((attribute) => {
        const value = at(attribute);
        return value === null ? [] : [[attribute, value]];
      }),
    ),
  };
}

/** The cells of each row, by header. */
export function csvCells(text: string): Cells[] {
  return parse<Record<string, string>>(text, {
    columns: true,
    record_delimiter: '\r\n',
    relax_quotes: false,
  });
}

const ACTIONS: Readonly<Record<string, string>> = { R: 'Replace', D: 'Delete', I: 'Information' };

const flowIn = (id: string | undefined): string =>
  /(?:DF|DSD)_[A-Z]+/.exec(id ?? '')?.[0].replace('DSD', 'DF') ?? '';

export function readCsv(text: string): ReadRow[] {
  return csvCells(text).map((cells) =>
    rowOf(
      flowIn(cells['STRUCTURE_ID'] ?? cells['DATAFLOW']),
      ACTIONS[cells['ACTION'] ?? 'R'] ?? 'none',
      cells,
    ),
  );
}

/** Numbers as their digits, which `JSON.parse` gives to a reviver. */
export function parseDigits(text: string): unknown {
  const reviver = (_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' ? { digits: source } : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

interface JsonComponent {
  readonly id: string;
  readonly values: readonly ({ id?: string; value?: string; name: string } | null)[];
}

interface JsonStructure {
  readonly dimensions: { readonly series: JsonComponent[]; readonly observation: JsonComponent[] };
  readonly attributes: { readonly observation: JsonComponent[] };
  readonly links: readonly { urn?: string }[];
}

type Digits = { readonly digits: string } | null;
type JsonObservations = Readonly<Record<string, readonly Digits[]>>;

interface JsonData {
  readonly structure?: JsonStructure;
  readonly structures?: readonly JsonStructure[];
  readonly dataSets: readonly {
    readonly structure?: { readonly digits: string };
    readonly action: string;
    readonly series?: Readonly<Record<string, { readonly observations: JsonObservations }>>;
    readonly observations?: JsonObservations;
  }[];
}

/** What stands at a place of the values of a component; a period of 1.0 has its slash in the name. */
function valueAt({ id, values }: JsonComponent, place: string | number): string | undefined {
  const value = values[Number(place)];
  if (!value) return undefined;
  return id === TIME_DIMENSION ? value.name : (value.id ?? value.value ?? value.name);
}

/** @param flow the flow of a message of 1.0, which does not name it */
export function readJson(text: string, flow = 'DF_GROWTH'): ReadRow[] {
  const { data } = parseDigits(text) as { data: JsonData };
  const rows: ReadRow[] = [];
  for (const set of data.dataSets) {
    const structure = data.structure ?? data.structures?.[Number(set.structure?.digits)];
    if (!structure) throw new RangeError('A data set has no structure.');
    const inSeries = Object.entries(set.series ?? {}).flatMap(([key, { observations }]) =>
      Object.entries(observations).map(([place, found]) => [`${key}:${place}`, found] as const),
    );
    const all = [...inSeries, ...Object.entries(set.observations ?? {})];
    const dimensions = [...structure.dimensions.series, ...structure.dimensions.observation];
    for (const [places, [value, ...indices]] of all) {
      const keyed = places
        .split(':')
        .map((place, at) => [dimensions[at]?.id, dimensions[at] && valueAt(dimensions[at], place)]);
      const attributed = indices.flatMap((place, at) => {
        const attribute = structure.attributes.observation[at];
        return place && attribute ? [[attribute.id, valueAt(attribute, place.digits)]] : [];
      });
      const cells = Object.fromEntries([...keyed, ...attributed, [MEASURE, value?.digits ?? '']]) as Cells;
      rows.push(rowOf(flowIn(structure.links[0]?.urn) || flow, set.action, cells));
    }
  }
  return rows;
}

/** Observations of an SDMX-ML message of any form. */
export function readMl(text: string): ReadRow[] {
  const rows: ReadRow[] = [];
  const parser = new SaxesParser({ xmlns: false });
  let flow = '';
  let action = '';
  let series: Record<string, string> = {};
  let cells: Record<string, string> = {};
  let target = series;
  const plain = (attributes: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(attributes).filter(([id]) => COMPONENTS.has(id)));
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    if (name === 'message:Structure') flow = attributes['structureID'] ?? '';
    if (name === 'message:DataSet') action = attributes['ss:action'] ?? attributes['action'] ?? '';
    if (name === 'Series') series = plain(attributes);
    if (name === 'generic:Series') series = {};
    if (name === 'generic:SeriesKey') target = series;
    if (name === 'generic:Obs') {
      cells = {};
      target = cells;
    }
    if (name === 'generic:Value') target[attributes['id'] ?? ''] = attributes['value'] ?? '';
    if (name === 'generic:ObsDimension') cells[TIME_DIMENSION] = attributes['value'] ?? '';
    if (name === 'generic:ObsValue') cells[MEASURE] = attributes['value'] ?? '';
    if (name === 'Obs' && isSelfClosing) rows.push(rowOf(flow, action, { ...series, ...plain(attributes) }));
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'generic:Obs') rows.push(rowOf(flow, action, { ...series, ...cells }));
  });
  parser.write(text).close();
  return rows;
}
