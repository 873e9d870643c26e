import type { Language } from '@silkgauge/codelists';
import { SdmxFault } from '../errors/fault.ts';
import { unknownWord } from '../errors/refusals.ts';
import type { Door } from '../query/data-query.ts';
import { readAccept, type MediaRange } from './accept.ts';
import {
  DATA_FORMATS,
  STRUCTURE_FORMATS,
  type CsvOptions,
  type DataFormat,
  type NegotiatedForm,
  type StructureFormat,
} from './form.ts';

/** What a client says of the form it wants. */
export interface WantedForm {
  readonly accept: string | undefined;
  /** The `format` parameter, which wins over `accept`. */
  readonly format: string | null;
  /** By `Accept-Language`. */
  readonly language: Language;
}

/** The forms of one kind of answer at a door. */
interface Offer<Format extends string> {
  readonly media: Readonly<Record<Format, string>>;
  /** The door's own first, then those that a type without a version means. */
  readonly own: readonly [Format, ...Format[]];
  readonly plain: Readonly<Record<string, Format>>;
  readonly byParameter: Readonly<Record<string, Format>>;
}

const DATA: Readonly<Record<Door, Offer<DataFormat>>> = {
  '3.0': {
    media: DATA_FORMATS,
    own: ['json2_1', 'csv2_1', 'ml3'],
    plain: {
      'application/json': 'json2_1',
      'application/xml': 'ml3',
      'text/xml': 'ml3',
      'text/csv': 'csv2_1',
      'text/*': 'csv2_1',
    },
    byParameter: {
      jsondata: 'json2_1',
      csvdata: 'csv2_1',
      genericdata: 'ml21Generic',
      structurespecificdata: 'ml3',
    },
  },
  '2.1': {
    media: DATA_FORMATS,
    own: ['ml21Generic', 'json1', 'csv1'],
    plain: {
      'application/json': 'json1',
      'application/xml': 'ml21Generic',
      'text/xml': 'ml21Generic',
      'text/csv': 'csv1',
      'text/*': 'ml21Generic',
    },
    byParameter: {
      jsondata: 'json1',
      csvdata: 'csv1',
      genericdata: 'ml21Generic',
      structurespecificdata: 'ml21StructureSpecific',
    },
  },
};

const STRUCTURES: Readonly<Record<Door, Offer<StructureFormat>>> = {
  '3.0': {
    media: STRUCTURE_FORMATS,
    own: ['structureJson2_1', 'structureMl3'],
    plain: {
      'application/json': 'structureJson2_1',
      'application/xml': 'structureMl3',
      'text/xml': 'structureMl3',
      'text/*': 'structureMl3',
    },
    byParameter: { jsonstructure: 'structureJson2_1', structure: 'structureMl3' },
  },
  '2.1': {
    media: STRUCTURE_FORMATS,
    own: ['structureMl21', 'structureJson2_1'],
    plain: {
      'application/json': 'structureJson2_1',
      'application/xml': 'structureMl21',
      'text/xml': 'structureMl21',
      'text/*': 'structureMl21',
    },
    byParameter: { jsonstructure: 'structureJson2_1', structure: 'structureMl21' },
  },
};

/** The form of data. @throws SdmxFault 400 for an unknown `format`, 406 naming what there is */
export const negotiateData = (door: Door, wanted: WantedForm): NegotiatedForm<DataFormat> =>
  negotiate(DATA[door], wanted);

/** The form of structures and availability. @throws SdmxFault as for data */
export const negotiateStructure = (door: Door, wanted: WantedForm): NegotiatedForm<StructureFormat> =>
  negotiate(STRUCTURES[door], wanted);

const NO_OPTIONS: CsvOptions = { labels: 'id', keys: 'none', timeFormat: 'original' };

function negotiate<Format extends DataFormat | StructureFormat>(
  offer: Offer<Format>,
  { accept, format, language }: WantedForm,
): NegotiatedForm<Format> {
  const ranges = readAccept(accept);
  if (format !== null) {
    const known = Object.keys(offer.byParameter);
    const named = Object.hasOwn(offer.byParameter, format) ? offer.byParameter[format] : undefined;
    if (named === undefined) throw unknownWord('format', format, known);
    return { format: named, mediaType: offer.media[named], language, csv: NO_OPTIONS };
  }
  const best = bestOf(offer, ranges);
  if (best === undefined) throw notAcceptable(Object.values(offer.media));
  return { format: best.format, mediaType: offer.media[best.format], language, csv: best.csv };
}

interface Candidate<Format> {
  readonly format: Format;
  readonly q: number;
  readonly csv: CsvOptions;
}

/** The first range of the highest weight that decides on a form (RFC 9110: the closest one does). */
function bestOf<Format extends DataFormat | StructureFormat>(
  offer: Offer<Format>,
  ranges: readonly MediaRange[],
): Candidate<Format> | undefined {
  let best: Candidate<Format> | undefined;
  for (const range of ranges) {
    if (range.q <= (best?.q ?? 0)) continue;
    const csv = optionsOf(range);
    if (csv === undefined) continue;
    const format = formsOf(offer, range).find((each) => !isDecidedElsewhere(offer, each, range, ranges));
    if (format !== undefined) best = { format, q: range.q, csv };
  }
  return best;
}

/** Whether a range that names the form more closely decides on it, or one as close gives it no weight. */
const isDecidedElsewhere = <Format extends DataFormat | StructureFormat>(
  offer: Offer<Format>,
  format: Format,
  here: MediaRange,
  ranges: readonly MediaRange[],
): boolean =>
  ranges.some((range) => {
    const nearer = closeness(range) - closeness(here);
    return (nearer > 0 || (nearer === 0 && range.q === 0)) && formsOf(offer, range).includes(format);
  });

const closeness = ({ type, parameters }: MediaRange): number =>
  type === '*/*' ? 0 : type.endsWith('/*') ? 1 : parameters.has('version') ? 3 : 2;

/** The forms that fit a range, best first. */
function formsOf<Format extends string>(offer: Offer<Format>, range: MediaRange): readonly Format[] {
  const every = Object.keys(offer.media) as Format[];
  const ordered = [...offer.own, ...every.filter((format) => !offer.own.includes(format))];
  if (range.type === '*/*' || range.type === 'application/*') return ordered;
  const plain = Object.hasOwn(offer.plain, range.type) ? offer.plain[range.type] : undefined;
  if (plain !== undefined) return [plain];
  const version = range.parameters.get('version');
  return ordered.filter((format) => {
    const [type, offered = ''] = offer.media[format].split(';version=');
    return type === range.type && (version === undefined || isSameVersion(version, offered));
  });
}

/** `2.0` is `2.0.0`. */
const isSameVersion = (asked: string, offered: string): boolean =>
  asked === offered || `${asked}.0` === offered;

const LABELS = ['id', 'name', 'both'] as const;
const KEYS = ['none', 'obs', 'series', 'both'] as const;

/** Options of SDMX-CSV in a range; undefined where it asks for what is not served. */
function optionsOf({ type, parameters }: MediaRange): CsvOptions | undefined {
  if (!type.endsWith('csv')) return NO_OPTIONS;
  const labels = LABELS.find((each) => each === (parameters.get('labels') ?? 'id'));
  const keys = KEYS.find((each) => each === (parameters.get('keys') ?? 'none'));
  const timeFormat = parameters.get('timeformat') ?? 'original';
  if (labels === undefined || keys === undefined || timeFormat !== 'original') return undefined;
  return { labels, keys, timeFormat };
}

function notAcceptable(served: readonly string[]): SdmxFault {
  const list = served.join(', ');
  return new SdmxFault(406, 'Accept', {
    en: `Accept: nothing that is served here fits; write one of ${list}. SDMX-CSV takes labels=id, name or both, keys=none, obs, series or both, and timeFormat=original.`,
    zh: `Accept：此处没有符合要求的格式；可用 ${list}。SDMX-CSV 可带 labels=id、name 或 both，keys=none、obs、series 或 both，以及 timeFormat=original。`,
  });
}
