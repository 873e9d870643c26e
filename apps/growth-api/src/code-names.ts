import type { Dimension } from '@silkgauge/contract';
import { CODE_REGISTERS } from './codes.ts';

/** English names by code, for each dimension; `any` holds the codes that mean the same everywhere. */
export type CodeNames = Readonly<Partial<Record<Dimension | 'any', Readonly<Record<string, string>>>>>;

/** The code registers as the page reads them. */
export function readCodeNames(): Promise<CodeNames> {
  const named = Object.entries(CODE_REGISTERS).map(([dimension, codes]) => [
    dimension,
    Object.fromEntries([...codes.values()].map(({ code, en }) => [code, en])),
  ]);
  const special = [...CODE_REGISTERS.area.values()].filter(({ kind }) => kind === 'special');
  const any = Object.fromEntries(special.map(({ code, en }) => [code, en]));
  return Promise.resolve({ ...Object.fromEntries(named), any } as CodeNames);
}
