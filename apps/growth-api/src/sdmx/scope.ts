import { VERDICTS, type Verdict } from '@silkgauge/codelists';
import {
  DIMENSIONS as OUR_DIMENSIONS,
  type Dimension as OurDimension,
  type GrowthFilter,
  type StateFilter,
} from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import {
  DIMENSIONS,
  type ComponentFilter,
  type DataSelection,
  type Dimension,
  type Flow,
} from '@silkgauge/sdmx';

type Comparison = ComponentFilter['anyOf'][number][number];

/** The first nine dimensions of a key are those of a series of ours, in the same order. */
const OURS = OUR_DIMENSIONS.map((ours, at) => [ours, DIMENSIONS[at] as Dimension] as const);

/** Before the first period; filters by days let no `_U` pass. */
const FIRST_DAY = '0001-01-01';

type Days = Pick<StateFilter, 'from' | 'to'>;

type Asked = Pick<DataSelection, 'keys' | 'filters'>;

/**
 * What of a selection the read model can judge of a state: each one with an observation of the selection passes,
 * others may. Null where nothing can pass.
 */
export function scopeOf(selection: Asked, flow: Flow): GrowthFilter | null {
  const scope = placesOf(selection, flow);
  const verdicts = listed(selection.filters, 'VERDICT');
  // No index finds the verdict that most states have.
  return scope && verdicts && isFound(verdicts) ? { ...scope, verdict: verdicts } : scope;
}

/** As {@link scopeOf}, for every version of a state that has one such version: by series and period alone. */
export function placesOf(selection: Asked, flow: Flow): GrowthFilter | null {
  const dimensions: Partial<Record<OurDimension, readonly string[]>> = {};
  for (const [ours, theirs] of OURS) {
    const codes = codesOf(selection, theirs);
    if (codes?.length === 0) return null;
    if (codes) dimensions[ours] = codes;
  }
  return { ...dimensions, ...(flow === 'DF_UNDATED' ? { period: ['_U'] } : daysOf(selection)) };
}

const isFound = (verdicts: readonly string[]): verdicts is readonly Verdict[] =>
  !verdicts.includes('unchecked') && verdicts.every((one) => VERDICTS.codes.some((known) => known === one));

/** Codes that a dimension may have; null for any. */
function codesOf({ keys, filters }: Asked, dimension: Dimension): readonly string[] | null {
  const ofKeys = keys.map((key) => key[dimension]);
  const inKeys =
    ofKeys.length > 0 && ofKeys.every((codes) => codes !== null) ? [...new Set(ofKeys.flat())] : null;
  const inFilters = listed(filters, dimension);
  if (inKeys === null) return inFilters;
  return inFilters === null ? inKeys : inKeys.filter((code) => inFilters.includes(code));
}

/** Values that a filter names one by one; null where it compares in another way, or is not there. */
function listed(filters: DataSelection['filters'], component: string): readonly string[] | null {
  const lists = filters.filter((one) => one.component === component).map(({ anyOf }) => valuesIn(anyOf));
  const known = lists.filter((values) => values !== null);
  return known.reduce<readonly string[] | null>(
    (both, values) => (both === null ? values : both.filter((value) => values.includes(value))),
    null,
  );
}

function valuesIn(anyOf: readonly (readonly Comparison[])[]): readonly string[] | null {
  const values = anyOf.map((all) => (all.length === 1 && all[0]?.operator === 'eq' ? all[0].value : null));
  return values.every((value) => value !== null) ? [...new Set(values)] : null;
}

/** Days that the periods of all filters of time lie between. */
function daysOf({ filters }: Asked): Days {
  const all = filters
    .filter(({ component, anyOf }) => component === 'TIME_PERIOD' && anyOf.length === 1)
    .flatMap(({ anyOf }) => anyOf[0] ?? [])
    .map(daysIn);
  const from = all.reduce(
    (latest, days) => (days.from && days.from > latest ? days.from : latest),
    FIRST_DAY,
  );
  const ends = all.flatMap(({ to }) => to ?? []).sort();
  return { from, ...(ends[0] !== undefined && { to: ends[0] }) };
}

function daysIn({ operator, value }: Comparison): Days {
  const bounds = periodBounds(value);
  if (!bounds) return {};
  switch (operator) {
    case 'ge':
      return { from: bounds.start };
    case 'gt':
      return { from: bounds.end };
    case 'le':
      return { to: bounds.end };
    case 'lt':
      return { to: bounds.start };
    case 'eq':
      return { from: bounds.start, to: bounds.end };
    default:
      return {};
  }
}
