import type { NamePair } from '@silkgauge/codelists';
import { TOTAL, UNKNOWN, NOT_APPLICABLE } from '../code-lists.ts';
import { DIMENSIONS } from '../series-key.ts';
import { CodeGraph, type CodeLink } from './code-graph.ts';
import { tableOf } from './csv.ts';

/** Dimensions of a series, and the period. */
export const CODE_DIMENSIONS = [...DIMENSIONS, 'period'] as const;
export type CodeDimension = (typeof CODE_DIMENSIONS)[number];

/** Names of the registers of dimensions. */
export const DIMENSION_NAMES: Readonly<Record<CodeDimension, NamePair>> = {
  reporter: ['Reporters', '发布机构'],
  area: ['Areas', '地区'],
  indicator: ['Indicators', '指标'],
  coverage: ['Statistical scopes', '统计口径'],
  flow: ['Flows', '流向'],
  mode: ['Customs supervision modes', '海关监管方式'],
  product: ['Products', '商品'],
  counterpart: ['Counterparts', '贸易伙伴'],
  currency: ['Currencies', '币种'],
  period: ['Forms of periods', '时期的格式'],
};

/** A code with its names; `also` lists other names in sources. */
export interface RegisteredCode {
  readonly code: string;
  readonly kind: string;
  readonly en: string;
  readonly zh: string;
  readonly also: readonly string[];
  /** Names for narrow places, of codes whose names are sentences. */
  readonly short?: { readonly en: string; readonly zh: string };
}

/** Reads a file of `data/codes` by name. */
export type ReadText = (file: string) => string;

/** Codes by dimension, in order of code. */
export type CodeRegisters = Readonly<Record<CodeDimension, ReadonlyMap<string, RegisteredCode>>>;

/** Graphs of the dimensions with links between codes. */
export interface CodeGraphs {
  readonly areas: CodeGraph;
  readonly modes: CodeGraph;
}

const FILES: Readonly<Record<CodeDimension, string>> = {
  reporter: 'reporters.csv',
  area: 'areas.csv',
  indicator: 'indicators.csv',
  coverage: 'coverages.csv',
  flow: 'flows.csv',
  mode: 'modes.csv',
  product: 'products.csv',
  counterpart: 'areas.csv',
  currency: 'currencies.csv',
  period: 'periods.csv',
};

/** Special codes of the dimensions that do not take all three from `special.csv`. */
const SPECIAL: Readonly<Partial<Record<CodeDimension, readonly string[]>>> = {
  flow: [],
  currency: [NOT_APPLICABLE],
  period: [],
};
const EVERY_SPECIAL = [TOTAL, UNKNOWN, NOT_APPLICABLE];

/** Reads the code registers. @throws SyntaxError with the name of a malformed file */
export function readCodeRegisters(read: ReadText): CodeRegisters {
  const special = readRegister(read, 'special.csv');
  const of = (dimension: CodeDimension): [CodeDimension, ReadonlyMap<string, RegisteredCode>] => {
    const own = readRegister(read, FILES[dimension]);
    const taken = SPECIAL[dimension] ?? EVERY_SPECIAL;
    const others = special.filter(
      ({ code }) => taken.includes(code) && !own.some((one) => one.code === code),
    );
    const all = [...own, ...others].sort((a, b) => (a.code < b.code ? -1 : 1));
    return [dimension, new Map(all.map((each) => [each.code, each]))];
  };
  return Object.fromEntries(CODE_DIMENSIONS.map(of)) as CodeRegisters;
}

/** Reads the graphs of areas and modes. @throws Error if a link names an unregistered code */
export function readCodeGraphs(read: ReadText): CodeGraphs {
  const codesOf = (dimension: CodeDimension) => readRegister(read, FILES[dimension]).map(({ code }) => code);
  return {
    areas: new CodeGraph(codesOf('area'), readLinks(read, 'area-links.csv'), {
      always: cityBySixDigits,
      unregistered: beforeTheHyphen,
    }),
    modes: new CodeGraph(codesOf('mode'), readLinks(read, 'mode-links.csv')),
  };
}

function readRegister(read: ReadText, file: string): RegisteredCode[] {
  const text = read(file);
  const shorts = file === FILES.product ? tableOf(file, text, ['short_en', 'short_zh']) : [];
  return tableOf(file, text, ['code', 'kind', 'name_en', 'name_zh', 'also']).map(
    ({ code, kind, name_en: en, name_zh: zh, also }, at) => {
      const { short_en = '', short_zh = '' } = shorts[at] ?? {};
      return {
        ...{ code, kind, en, zh },
        also: also.split(';').filter((name) => name !== ''),
        ...(short_en !== '' && { short: { en: short_en, zh: short_zh } }),
      };
    },
  );
}

function readLinks(read: ReadText, file: string): CodeLink[] {
  return tableOf(file, read(file), ['code', 'relation', 'other']).map(({ code, relation, other }) => {
    if (relation === 'within' || relation === 'overlaps') return { code, relation, other };
    throw new SyntaxError(`${file}: ${code} ${relation} ${other}: write within or overlaps`);
  });
}

/** GB/T 2260: `CN-C-330782` lies in `CN-C-3307`, and `CN-C-3307` in the province `CN-33`. */
function cityBySixDigits(code: string): string | undefined {
  if (!/^CN-C-\d{4}(\d\d)?$/.test(code)) return undefined;
  return code.length === 11 ? code.slice(0, 9) : `CN-${code.slice(5, 7)}`;
}

/** `CN-X-Y` lies in `CN-X`, and `CN-X` in `CN`; a common prefix without a hyphen means nothing. */
function beforeTheHyphen(code: string): string | undefined {
  const hyphen = code.lastIndexOf('-');
  return hyphen < 0 || cityBySixDigits(code) !== undefined ? undefined : code.slice(0, hyphen);
}
