import type { Language } from '@silkgauge/codelists';
import { periodBounds } from '@silkgauge/growth';
import { isCoded } from '../../structure/catalogue.ts';
import type { Attribute, Dimension } from '../../structure/components.ts';
import type { NameOf } from '../../structure/code-names.ts';
import { named } from './named.ts';

/** Text of the values of a component, as one version of SDMX-JSON has them. */
export interface ValueForm {
  readonly dimensionValue: (dimension: Dimension, code: string, names: Named) => object;
  readonly periodValue: (period: string) => object;
  readonly attributeValue: (attribute: Attribute, value: string, names: Named) => object;
  /** What stands at the place 0 of the values of an attribute. */
  readonly noValue: object | null;
}

export interface Named {
  readonly nameOf: NameOf;
  readonly language: Language;
}

/** First and last second of a period, in UTC. */
function boundsOf(period: string): { start?: string; end?: string } {
  const bounds = periodBounds(period);
  return bounds ? { start: `${bounds.start}T00:00:00Z`, end: `${bounds.end}T23:59:59Z` } : {};
}

export const VALUES_2: ValueForm = {
  dimensionValue: coded,
  // Ranges fit no id.
  periodValue: (period) => ({ value: period, name: period, ...boundsOf(period) }),
  attributeValue: (attribute, value, names) =>
    isCoded(attribute) ? coded(attribute, value, names) : { value, name: value },
  noValue: null,
};

function coded(component: Dimension | Attribute, id: string, names: Named): object {
  return { id, ...named('name', names.nameOf(component, id), names) };
}

export const VALUES_1: ValueForm = {
  dimensionValue: coded,
  // An id is required, and holds no slash.
  periodValue: (period) => ({ id: period.replace('/', '_'), name: period, ...boundsOf(period) }),
  attributeValue: (attribute, value, names) =>
    isCoded(attribute) ? coded(attribute, value, names) : { name: value },
  // Readers of this version look into each value, also where the schema takes null.
  noValue: { name: '' },
};
