import type { CellContext } from '@silkgauge/contract';
import { chainOfPrint, CODE_REGISTERS, publisherOfPrint } from '@silkgauge/known';

/** What cells name, by the registers of the release. */
export const CELL_NAMES: Pick<CellContext, 'namesOf' | 'publisherOf' | 'chainOf'> = {
  namesOf: (dimension, code) => CODE_REGISTERS[dimension].get(code),
  publisherOf: publisherOfPrint,
  chainOf: chainOfPrint,
};
