import type { Row } from './read-csv.ts';

/** The dimensions whose codes have a register with names. */
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

/** Finds the code of a name; a register's own lookup. */
export type Register = (name: string) => string | undefined;
export type Registers = Readonly<Record<RegisterName, Register>>;

/**
 * A lookup from the English name, one of the other names (`also`, separated by semicolons) or the code itself to the
 * code. Where several codes share a name the first in the register stands for it.
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

/** A code for a name that must be known: a mapping never invents one. @throws Error naming what the register lacks. */
export function codeOf(registers: Registers, dimension: RegisterName, name: string): string {
  const code = registers[dimension](name);
  if (code === undefined) throw new Error(`The register of ${dimension} has no code for "${name}".`);
  return code;
}
