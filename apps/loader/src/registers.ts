import type { Row } from './read-csv.ts';

/** Dimensions with a register of names. */
export const REGISTERS = [
  'reporters',
  'areas',
  'indicators',
  'coverages',
  'flows',
  'modes',
  'products',
] as const;
export type RegisterName = (typeof REGISTERS)[number];

/** Finds the code of a name. */
export type Register = (name: string) => string | undefined;
export type Registers = Readonly<Record<RegisterName, Register>>;

/**
 * Finds codes by English name, other names (`also`, separated by semicolons) or the code itself. The first
 * code wins if several share a name.
 */
export function register(rows: readonly Row[]): Register {
  const codes = new Map<string, string>();
  for (const { code = '', name_en = '', also = '' } of rows) {
    for (const name of [code, ...also.split(';'), name_en]) {
      if (name !== '' && !codes.has(name)) codes.set(name, code);
    }
  }
  return (name) => codes.get(name);
}

/** @throws Error for a name that the register lacks: a mapping never invents a code */
export function codeOf(registers: Registers, dimension: RegisterName, name: string): string {
  const code = registers[dimension](name);
  if (code === undefined) throw new Error(`The register of ${dimension} has no code for "${name}".`);
  return code;
}
