import type { CodeDimension, ListedCode, Partition, RegisteredCode } from '@silkgauge/contract';
import { declaredPartitions } from '@silkgauge/growth';
import { CODE_GRAPHS, CODE_REGISTERS } from '../codes.ts';

/** The kind of a code that no register knows: open lists are registered on first use. */
export const UNREGISTERED = 'unregistered';

const GRAPHS = { area: CODE_GRAPHS.areas, counterpart: CODE_GRAPHS.areas, mode: CODE_GRAPHS.modes } as const;

/** A code as it stands in a register, or in a series alone. */
export interface FoundCode {
  readonly code: string;
  readonly known: RegisteredCode | undefined;
  readonly used: boolean;
}

/** The codes of a dimension, in order: those of its register, and those of series (`used`) that are in none. */
export function findCodes(dimension: CodeDimension, used: readonly string[]): FoundCode[] {
  const register = CODE_REGISTERS[dimension];
  const isUsed = new Set(used);
  const codes = [...new Set([...register.keys(), ...used])].sort();
  return codes.map((code) => ({ code, known: register.get(code), used: isUsed.has(code) }));
}

/** A code with its names and its place among the others. */
export function listedCode(dimension: CodeDimension, { code, known, used }: FoundCode): ListedCode {
  const graph = dimension in GRAPHS ? GRAPHS[dimension as keyof typeof GRAPHS] : undefined;
  return {
    code,
    kind: kindOf(known),
    names: namesOf(known),
    also: known?.also ?? [],
    registered: known !== undefined,
    used,
    ...(graph && {
      within: graph.within(code),
      contains: graph.parts(code),
      overlaps: graph.overlapping(code),
    }),
  };
}

/** Whether a code is of one of these kinds. */
export function isOfKind({ known }: FoundCode, kinds: readonly string[]): boolean {
  return kinds.includes(kindOf(known));
}

/** In both languages; null where no register knows the code. */
export const namesOf = (known: RegisteredCode | undefined): ListedCode['names'] =>
  known ? { en: known.en, zh: known.zh } : null;

const kindOf = (known: RegisteredCode | undefined): string => known?.kind ?? UNREGISTERED;

/** The kinds of code that a dimension has, for a filter. */
export function kindsOf(dimension: CodeDimension): string[] {
  return [...new Set([...CODE_REGISTERS[dimension].values()].map(({ kind }) => kind)), UNREGISTERED];
}

/** Whether a text stands in a code or one of its names, letter case and width aside. */
export function isNamed({ code, known }: FoundCode, text: string): boolean {
  const wanted = folded(text);
  return [code, known?.en ?? '', known?.zh ?? '', ...(known?.also ?? [])].some((name) =>
    folded(name).includes(wanted),
  );
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Periods have no list of codes but forms; their partitions are told by those, of any year. */
const FORM_OF_YEAR = /2021/g;
const PERIODS = ['2021', '2021-S1', '2021-S2', '2021-Q1', '2021-Q2', '2021-Q3', '2021-Q4'];

/** Which codes of a dimension sum to which: sums run over nothing else. */
export function partitionsOf(dimension: CodeDimension): Partition[] {
  const codes = dimension === 'period' ? PERIODS : [...CODE_REGISTERS[dimension].keys()];
  const formOf = (code: string) => (dimension === 'period' ? code.replace(FORM_OF_YEAR, 'YYYY') : code);
  return codes.flatMap((whole) =>
    declaredPartitions(dimension, whole).map((parts) => ({ whole: formOf(whole), parts: parts.map(formOf) })),
  );
}
