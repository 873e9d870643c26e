import { badParameter, notBuilt, quoted, unknownWord } from '../errors/refusals.ts';
import { ATTRIBUTES, DIMENSIONS, MEASURE, TIME_DIMENSION, type Attribute } from '../structure/components.ts';
import type { SortTerm } from './data-query.ts';

/** What of observations is written. */
export interface Contents {
  readonly attributes: readonly Attribute[];
  readonly measures: boolean;
  readonly seriesKeysOnly: boolean;
}

const EVERY_ATTRIBUTE: readonly string[] = ['dsd', 'all', 'obs'];
/** Levels at which no attribute of ours stands. */
const NO_ATTRIBUTE: readonly string[] = ['none', 'msd', 'series', 'dataset'];

/** Reads `attributes` and `measures` of REST 2.2. @throws SdmxFault */
export function readContents(attributes = 'dsd', measures = 'all'): Contents {
  const asked = listOf(attributes, 'attributes', [...EVERY_ATTRIBUTE, ...NO_ATTRIBUTE, ...ATTRIBUTES]);
  const every = asked.some((each) => EVERY_ATTRIBUTE.includes(each));
  const written = ATTRIBUTES.filter((attribute) => every || asked.includes(attribute));
  const hasMeasures = listOf(measures, 'measures', ['all', 'none', MEASURE]).some((each) => each !== 'none');
  return {
    attributes: written,
    measures: hasMeasures,
    seriesKeysOnly: !hasMeasures && written.length === 0,
  };
}

const DETAILS: Readonly<Record<string, Contents>> = {
  full: { attributes: ATTRIBUTES, measures: true, seriesKeysOnly: false },
  dataonly: { attributes: [], measures: true, seriesKeysOnly: false },
  serieskeysonly: { attributes: [], measures: false, seriesKeysOnly: true },
  // Attributes without observations: all of ours are of observations.
  nodata: { attributes: [], measures: false, seriesKeysOnly: true },
};

/** Reads `detail` of REST 1.5. @throws SdmxFault */
export function readDetail(detail = 'full'): Contents {
  const contents = Object.hasOwn(DETAILS, detail) ? DETAILS[detail] : undefined;
  if (contents === undefined) throw unknownWord('detail', detail, Object.keys(DETAILS));
  return contents;
}

/** One of the known words. @throws SdmxFault */
export function readWord<const Word extends string>(
  text: string,
  parameter: string,
  known: readonly Word[],
): Word {
  const word = known.find((each) => each === text);
  if (word === undefined) throw unknownWord(parameter, text, known);
  return word;
}

/** Reads a list whose words are joined by commas. @throws SdmxFault */
const listOf = <const Word extends string>(
  text: string,
  parameter: string,
  known: readonly Word[],
): readonly Word[] => text.split(',').map((word) => readWord(word, parameter, known));

const SORTABLE = ['*', 'series_key', ...DIMENSIONS, TIME_DIMENSION] as const;

/** Reads `sort`: components joined by `+` or a comma, each with `:asc` or `:desc`. @throws SdmxFault */
export function readSort(text: string | undefined): readonly SortTerm[] | null {
  if (text === undefined) return null;
  return text.split(/[+,]/).map((term) => {
    const [by = '', direction = 'asc', ...rest] = term.split(':');
    const known = SORTABLE.find((each) => each === by);
    if (known === undefined) {
      if (by === MEASURE || ATTRIBUTES.some((each) => each === by)) {
        throw notBuilt(
          'sort',
          { en: `an order by ${by}`, zh: `按 ${by} 排序` },
          { en: `write one of ${SORTABLE.join(', ')}`, zh: `可用 ${SORTABLE.join('、')}` },
        );
      }
      throw unknownWord('sort', by, SORTABLE);
    }
    if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
      throw unknownWord('sort', term.slice(by.length + 1), ['asc', 'desc']);
    }
    return { by: known, descending: direction === 'desc' };
  });
}

/** A whole number from `least` on. @throws SdmxFault */
export function readCount(text: string | undefined, parameter: string, least: 0 | 1): number | null {
  if (text === undefined) return null;
  const count = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (count >= least) return count;
  throw badParameter(
    parameter,
    { en: `${quoted(text)} is no such number`, zh: `${quoted(text)} 不是可用的数` },
    { en: `write a whole number from ${String(least)} on`, zh: `请写不小于 ${String(least)} 的整数` },
  );
}

/** `true` or `false`, in any case of letters. @throws SdmxFault */
export function readBoolean(text: string | undefined, parameter: string): boolean {
  const given = (text ?? 'false').toLowerCase();
  if (given === 'true' || given === 'false') return given === 'true';
  throw unknownWord(parameter, text ?? '', ['true', 'false']);
}

/** `TIME_PERIOD` or `AllDimensions`. @throws SdmxFault */
export function readDimensionAtObservation(
  text: string = TIME_DIMENSION,
): typeof TIME_DIMENSION | 'AllDimensions' {
  if (text === TIME_DIMENSION || text === 'AllDimensions') return text;
  if (!DIMENSIONS.some((each) => each === text)) {
    throw unknownWord('dimensionAtObservation', text, [TIME_DIMENSION, 'AllDimensions', ...DIMENSIONS]);
  }
  throw notBuilt(
    'dimensionAtObservation',
    { en: `a cross-section by ${text}`, zh: `按 ${text} 的横截面` },
    { en: `write ${TIME_DIMENSION} or AllDimensions`, zh: `请写 ${TIME_DIMENSION} 或 AllDimensions` },
  );
}

/** Years begin in January here. @throws SdmxFault */
export function checkReportingYear(text = '--01-01'): void {
  if (text === '--01-01') return;
  if (!/^--\d{2}-\d{2}$/.test(text)) throw unknownWord('reportingYearStartDay', text, ['--01-01']);
  throw notBuilt(
    'reportingYearStartDay',
    { en: 'a reporting year with another start', zh: '其他起始日的报告年度' },
    { en: 'write --01-01, or leave it out', zh: '请写 --01-01 或省略' },
  );
}
