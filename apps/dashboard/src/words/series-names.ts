import type { Language } from '@silkgauge/codelists';
import type { Dimension } from '@silkgauge/contract';
import type { SeriesDimensions } from '@silkgauge/growth';
import { codeName, shortCodeName, UNSAID, type CodeNames } from '@silkgauge/words';

/** Names by `<dimension> <code>`, from the registers of the API. */
export type Names = Readonly<Record<string, CodeNames>>;

/** The part of `Words` in use. */
interface Told {
  readonly language: Language;
  readonly names: Names;
}

/** The name of a code, else its English name, else a built-in one (`_T`), else the code itself. */
export const nameOf = (dimension: Dimension, code: string, { language, names }: Told): string =>
  codeName(names[`${dimension} ${code}`], language) ?? SPECIAL[language][code] ?? code;

/** The name of a code for narrow places: a short one where the register has one. */
export const shortNameOf = (dimension: Dimension, code: string, { language, names }: Told): string =>
  shortCodeName(names[`${dimension} ${code}`], language) ?? SPECIAL[language][code] ?? code;

const SPECIAL: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { _T: 'total', _Z: 'not applicable', _U: 'not stated', X: 'exports', M: 'imports' },
  zh: { _T: '合计', _Z: '不适用', _U: '未注明', X: '出口', M: '进口' },
};

/** Dimensions of a title in order; totals are left out. */
export const SUBJECT: readonly Dimension[] = ['indicator', 'area', 'flow', 'mode', 'product', 'counterpart'];
/** Dimensions that say who tells a figure, of what scope and in what currency. */
export const SOURCE = ['reporter', 'coverage', 'currency'] as const satisfies readonly Dimension[];

/** The subject of a series: `Cross-border e-commerce · China · exports`. */
export const seriesTitle = (series: SeriesDimensions, words: Told): string => titleBy(nameOf, series, words);

/** The subject of a series for narrow places. */
export const shortTitle = (series: SeriesDimensions, words: Told): string =>
  titleBy(shortNameOf, series, words);

function titleBy(nameIn: typeof nameOf, series: SeriesDimensions, words: Told): string {
  return SUBJECT.filter((dimension) => !UNSAID.has(series[dimension]))
    .map((dimension) => {
      const name = nameIn(dimension, series[dimension], words);
      return dimension === 'counterpart' ? partnerText(name, series, words.language) : name;
    })
    .join(' · ');
}

/** A partner by the flow: `from China` of imports, `to China` of exports, else `with China`; or the area itself. */
function partnerText(name: string, { area, counterpart, flow }: SeriesDimensions, language: Language) {
  if (area === counterpart) return language === 'zh' ? '境内' : 'domestic';
  if (language === 'zh') return flow === 'M' ? `自${name}` : flow === 'X' ? `对${name}` : `与${name}`;
  return `${flow === 'M' ? 'from' : flow === 'X' ? 'to' : 'with'} ${name}`;
}

/** Reporter, coverage and currency: `General Administration of Customs · full scope · CNY`. */
export function seriesSource(series: SeriesDimensions, words: Told): string {
  return SOURCE.filter((dimension) => dimension === 'reporter' || !UNSAID.has(series[dimension]))
    .map((dimension) => nameOf(dimension, series[dimension], words))
    .join(' · ');
}

/**
 * Reporter, coverage and currency as far as the given series differ in them, so that no two lines of a list
 * read alike; empty where all have one source.
 */
export function sourceApart(
  all: Iterable<SeriesDimensions>,
): (series: SeriesDimensions, words: Told) => readonly string[] {
  const codes = new Map(SOURCE.map((dimension) => [dimension, new Set<string>()]));
  for (const series of all) for (const [dimension, found] of codes) found.add(series[dimension]);
  const differing = SOURCE.filter((dimension) => (codes.get(dimension)?.size ?? 0) > 1);
  return (series, words) => differing.map((dimension) => nameOf(dimension, series[dimension], words));
}

/** The dimensions of a state's key `<series key>/<period>`. */
export function dimensionsOfKey(key: string): SeriesDimensions {
  const codes = seriesOfKey(key).split('.');
  const at = (index: number): string => codes[index] ?? '_U';
  return {
    ...{ reporter: at(0), area: at(1), indicator: at(2), coverage: at(3), flow: at(4) },
    ...{ mode: at(5), product: at(6), counterpart: at(7), currency: at(8) },
  };
}

/** The series key of a state's key `<series key>/<period>`. */
export const seriesOfKey = (key: string): string => key.slice(0, key.indexOf('/'));
