import { CODE_LIST_OF, codeListName, isCoded, type ArtefactName } from './catalogue.ts';
import { ATTRIBUTES, DIMENSIONS, MANDATORY, NUMBERS, type Attribute, type Dimension } from './components.ts';

/** How values of a component are written: as codes of a list, or as text of a type of SDMX. */
export type Representation = { readonly list: ArtefactName } | { readonly textType: string };

/** Instants are text: pysdmx refuses a `DateTime` that names its offset. */
function representationOf(id: Dimension | Attribute): Representation {
  if (isCoded(id)) return { list: codeListName(CODE_LIST_OF[id]) };
  const textType = Object.entries(NUMBERS).find(([number]) => number === id)?.[1];
  return { textType: textType ?? 'String' };
}

export const DIMENSION_LIST = DIMENSIONS.map((id, position) => ({
  id,
  position,
  representation: representationOf(id),
}));

export const ATTRIBUTE_LIST = ATTRIBUTES.map((id) => ({
  id,
  isMandatory: MANDATORY.has(id),
  representation: representationOf(id),
}));

/** Of a period, and of the one measure. */
export const TIME_TYPE = 'ObservationalTimePeriod';
export const MEASURE_TYPE = 'Decimal';
