import { TOTAL, UNKNOWN, NOT_APPLICABLE } from '../code-lists.ts';
import { DIMENSIONS } from '../series-key.ts';
import { CodeGraph, type CodeLink } from './code-graph.ts';
import { tableOf } from './csv.ts';

/** What has a register: the dimensions of a series, and the reference period. */
export const CODE_DIMENSIONS = [...DIMENSIONS, 'period'] as const;
export type CodeDimension = (typeof CODE_DIMENSIONS)[number];

/** A code with its names; `also` are other names by which sources call the same thing. */
export interface RegisteredCode {
  readonly code: string;
  readonly kind: string;
  readonly en: string;
  readonly zh: string;
  readonly also: readonly string[];
}

/** The text of a file of `data/codes`, by its name. */
export type ReadText = (file: string) => string;

/** Codes by dimension, in order of code. */
export type CodeRegisters = Readonly<Record<CodeDimension, ReadonlyMap<string, RegisteredCode>>>;

/** What codes have in common, for the dimensions whose codes hold each other. */
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

/** Codes that stand for no code, where not every dimension takes all three or its own file has them. */
const SPECIAL: Readonly<Partial<Record<CodeDimension, readonly string[]>>> = {
  flow: [],
  currency: [NOT_APPLICABLE],
  period: [],
};
const EVERY_SPECIAL = [TOTAL, UNKNOWN, NOT_APPLICABLE];

/** Reads the registers of codes. @throws SyntaxError naming the file that is not as it should be. */
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

/** Reads what areas and modes have in common. @throws Error naming a link of a code that is in no register. */
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
  return tableOf(file, read(file), ['code', 'kind', 'name_en', 'name_zh', 'also']).map(
    ({ code, kind, name_en: en, name_zh: zh, also }) => ({
      code,
      kind,
      en,
      zh,
      also: also.split(';').filter((name) => name !== ''),
    }),
  );
}

function readLinks(read: ReadText, file: string): CodeLink[] {
  return tableOf(file, read(file), ['code', 'relation', 'other']).map(({ code, relation, other }) => {
    if (relation === 'within' || relation === 'overlaps') return { code, relation, other };
    throw new SyntaxError(`${file}: ${code} ${relation} ${other}: write within or overlaps`);
  });
}

/** GB/T 2260: `CN-C-330782` lies in `CN-C-3307`, that in the province `CN-33`. */
function cityBySixDigits(code: string): string | undefined {
  if (!/^CN-C-\d{4}(\d\d)?$/.test(code)) return undefined;
  return code.length === 11 ? code.slice(0, 9) : `CN-${code.slice(5, 7)}`;
}

/** `CN-X-Y` lies in `CN-X`, that in `CN`; only at a hyphen, so that no code contains another by chance. */
function beforeTheHyphen(code: string): string | undefined {
  const hyphen = code.lastIndexOf('-');
  return hyphen < 0 || cityBySixDigits(code) !== undefined ? undefined : code.slice(0, hyphen);
}
