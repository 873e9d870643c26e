import { nameIndex, namesOfRegisters } from '@silkgauge/draft';
import { CODE_REGISTERS } from '@silkgauge/known';

/** Names of the registers of the release, by which texts call their codes. */
export const REGISTERED_NAMES = nameIndex(
  namesOfRegisters((dimension) => CODE_REGISTERS[dimension].values()),
);
