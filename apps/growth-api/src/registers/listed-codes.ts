import {
  AREA_ALIASES,
  CODE_DIMENSIONS,
  DIMENSION_NAMES,
  WORD_REGISTERS,
  WORDS,
  type CodeDimension,
  type CodeRegisterList,
  type ListedCode,
  type Partition,
  type RegisteredCode,
  type WordRegister,
} from '@silkgauge/contract';
import { declaredPartitions } from '@silkgauge/growth';
import { CODE_GRAPHS, CODE_REGISTERS, DECLARATIONS } from '@silkgauge/known';

/** Kind of a code that series use and no register holds. */
export const UNREGISTERED = 'unregistered';

const GRAPHS = { area: CODE_GRAPHS.areas, counterpart: CODE_GRAPHS.areas, mode: CODE_GRAPHS.modes } as const;

/** A register of the codes of a dimension, or of words. */
export type RegisterName = CodeDimension | WordRegister;

const WORD_NAMES = Object.keys(WORD_REGISTERS) as WordRegister[];
export const REGISTERS: readonly RegisterName[] = [...CODE_DIMENSIONS, ...WORD_NAMES];

const isOfWords = (register: RegisterName): register is WordRegister => register in WORDS;

/** Registered codes of a register. */
const codesOf = (register: RegisterName): readonly RegisteredCode[] =>
  isOfWords(register) ? WORDS[register] : [...CODE_REGISTERS[register].values()];

/** Every register, dimensions first. */
export function registerList(): CodeRegisterList {
  const items = REGISTERS.map((register) => {
    const [en, zh] = isOfWords(register) ? WORD_REGISTERS[register] : DIMENSION_NAMES[register];
    const codes = codesOf(register);
    return {
      register,
      of: isOfWords(register) ? ('word' as const) : ('dimension' as const),
      names: { en, zh },
      codes: codes.length,
      kinds: [...new Set(codes.map(({ kind }) => kind))],
    };
  });
  return { items, next: null };
}

/** A code of a register, of series, or of both. */
export interface FoundCode {
  readonly code: string;
  readonly known: RegisteredCode | undefined;
  readonly used: boolean;
}

/** Codes of a register in order, with unregistered codes of series (`used`). */
export function findCodes(name: RegisterName, used: readonly string[]): FoundCode[] {
  const register = new Map(codesOf(name).map((one) => [one.code, one]));
  const isUsed = new Set(used);
  const codes = [...new Set([...register.keys(), ...used])].sort();
  return codes.map((code) => ({ code, known: register.get(code), used: isUsed.has(code) }));
}

/** A code as the API answers it, with names and relations. */
export function listedCode(dimension: RegisterName, { code, known, used }: FoundCode): ListedCode {
  const graph = dimension in GRAPHS ? GRAPHS[dimension as keyof typeof GRAPHS] : undefined;
  return {
    code,
    kind: kindOf(known),
    names: namesOf(known),
    also: known?.also ?? [],
    registered: known !== undefined,
    used,
    ...(graph === CODE_GRAPHS.areas && aliasesOf(code)),
    ...(graph && {
      within: graph.within(code),
      contains: graph.parts(code),
      overlaps: graph.overlapping(code),
    }),
  };
}

function aliasesOf(code: string): Pick<ListedCode, 'aliasOf' | 'aliases'> {
  const aliasOf = AREA_ALIASES.get(code);
  const aliases = [...AREA_ALIASES].flatMap(([alias, kept]) => (kept === code ? [alias] : []));
  return { ...(aliasOf !== undefined && { aliasOf }), ...(aliases.length > 0 && { aliases }) };
}

export function isOfKind({ known }: FoundCode, kinds: readonly string[]): boolean {
  return kinds.includes(kindOf(known));
}

/** Names in both languages; null for an unregistered code. */
export const namesOf = (known: RegisteredCode | undefined): ListedCode['names'] =>
  known ? { en: known.en, zh: known.zh, ...(known.short && { short: known.short }) } : null;

const kindOf = (known: RegisteredCode | undefined): string => known?.kind ?? UNREGISTERED;

/** Kinds of the codes of a register, as filter values. */
export function kindsOf(register: RegisterName): string[] {
  const kinds = [...new Set(codesOf(register).map(({ kind }) => kind))];
  return isOfWords(register) ? kinds : [...kinds, UNREGISTERED];
}

/** True if a text occurs in a code or one of its names, letter case and width aside. */
export function isNamed({ code, known }: FoundCode, text: string): boolean {
  const wanted = folded(text);
  return [code, known?.en ?? '', known?.zh ?? '', ...(known?.also ?? [])].some((name) =>
    folded(name).includes(wanted),
  );
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Periods have no code list: partitions are derived for a sample year and shown with `YYYY`. */
const FORM_OF_YEAR = /2021/g;
const PERIODS = ['2021', '2021-S1', '2021-S2', '2021-Q1', '2021-Q2', '2021-Q3', '2021-Q4'];

/** Partitions of a dimension: sets of codes that add up to another code. No other sums are computed. */
export function partitionsOf(dimension: RegisterName): Partition[] {
  if (isOfWords(dimension)) return [];
  const codes = dimension === 'period' ? PERIODS : [...CODE_REGISTERS[dimension].keys()];
  const formOf = (code: string) => (dimension === 'period' ? code.replace(FORM_OF_YEAR, 'YYYY') : code);
  const ofAll = codes.flatMap((whole) =>
    declaredPartitions(dimension, whole).map((parts) => ({ whole: formOf(whole), parts: parts.map(formOf) })),
  );
  const ofSome = DECLARATIONS.partitions
    .filter((declared) => declared.dimension === dimension)
    .map(({ whole, parts, reporter, indicator }) => ({ whole, parts, reporter, indicator }));
  return [...ofAll, ...ofSome];
}
