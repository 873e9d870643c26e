import type { Dimension as OurDimension } from '@silkgauge/contract';
import { CODE_REGISTERS } from '@silkgauge/known';
import { namesOf, type Component, type NameOf } from '@silkgauge/sdmx';

/** Registers of codes by component. */
const REGISTERED: Readonly<Partial<Record<Component, OurDimension>>> = {
  REPORTER: 'reporter',
  REF_AREA: 'area',
  INDICATOR: 'indicator',
  COVERAGE: 'coverage',
  FLOW: 'flow',
  MODE: 'mode',
  PRODUCT: 'product',
  COUNTERPART: 'counterpart',
  CURRENCY: 'currency',
  UNIT_MEASURE: 'currency',
};

/** Names of codes from the registers of the release. */
export const NAME_OF: NameOf = namesOf((component, code) => {
  const register = REGISTERED[component];
  const known = register && CODE_REGISTERS[register].get(code);
  return known && { en: known.en, zh: known.zh };
});
