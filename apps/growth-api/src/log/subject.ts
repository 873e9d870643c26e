import {
  KINDS,
  type ChangeKind,
  type NoticeData,
  asksForWords,
  isNarrow,
  passesFilter,
  type Filtered,
  type GrowthFilter,
} from '@silkgauge/contract';
import { daysInForce, isInForce, noticeInForce, noticeScope, periodBounds } from '@silkgauge/growth';
import { CODE_GRAPHS, CODE_REGISTERS } from '@silkgauge/known';
import { type ServedEntry } from '@silkgauge/read-model';

/** Scope and dates of a notice. */
type Applies = Pick<NoticeData, 'scope' | 'effectiveFrom' | 'effectiveTo'>;

/** What a reader of the log asks for. */
export interface Asked {
  readonly filter: GrowthFilter;
  readonly kinds: ReadonlySet<ChangeKind>;
  /** Whether the request named the kinds. */
  readonly isByKind: boolean;
}

/** What is asked for, of the kinds that are named, else of the usual ones. */
export const askedOf = (
  filter: GrowthFilter,
  named: readonly ChangeKind[] | null,
  usual: readonly ChangeKind[],
): Asked => ({ filter, kinds: new Set(named ?? usual), isByKind: named !== null });

/** The members of a change that filters test. */
export interface Subject {
  readonly kind: ChangeKind;
  /** Of a kind that is about figures; null: this one is about none, such as an alert of a release. */
  readonly state?: Filtered | null;
  /** Of a notice; null where it has no data: its scope is unknown. */
  readonly applies?: Applies | null;
}

export function subjectOf(row: ServedEntry): Subject {
  const { kind } = row;
  const { figureOf, filteredBy } = KINDS[kind];
  if (filteredBy === 'scope') return { kind, applies: scopeIn(row.document) };
  if (!figureOf) return { kind };
  const figure = figureOf(row);
  return { kind, state: figure && { ...figure, bounds: periodBounds(figure.period) } };
}

function scopeIn(document: string): Applies | null {
  const { data } = JSON.parse(document) as { data: NoticeData | null };
  if (!data) return null;
  const { scope, effectiveFrom, effectiveTo } = data;
  return { scope, effectiveFrom, ...(effectiveTo !== undefined && { effectiveTo }) };
}

/**
 * True if a change is of a kind that is asked for and passes the filter. A notice of unknown scope passes any filter
 * that is by series and period; what has no series passes no filter.
 */
export function isOfInterest({ filter, kinds }: Asked, { kind, state, applies }: Subject): boolean {
  if (!kinds.has(kind)) return false;
  if (state) return passesFilter(filter, state, CODE_GRAPHS.areas);
  return applies === undefined ? !isNarrow(filter) : noticePasses(filter, applies);
}

function noticePasses({ selection, ...own }: GrowthFilter, applies: Applies | null): boolean {
  return meets(own, applies) && (selection?.sets.some((set) => meets(set, applies)) ?? true);
}

const ANY = { area: '_T', mode: '_T', flow: '_T', product: '_T' };
/** Before and behind every day. */
const [EARLIEST, LATEST] = ['0000-01-01', '9999-12-31'];
const SCOPED = ['area', 'mode', 'flow', 'product'] as const;

/** True if scope and dates overlap the filter; dimensions that no notice limits are ignored. */
function meets(filter: Omit<GrowthFilter, 'selection'>, notice: Applies | null): boolean {
  // A notice has no verdict, flag or reason.
  if (asksForWords(filter)) return false;
  if (notice === null) return true;
  const { within, period: periods, from, to } = filter;
  const { scope, effectiveFrom, effectiveTo } = notice;
  const isIn = (name: (typeof SCOPED)[number], codes: readonly string[]) =>
    codes.some((code) => noticeScope(scope, { ...ANY, [name]: code }, CODE_GRAPHS) !== null);
  const isMet = SCOPED.every((name) => {
    const codes = filter[name];
    return (
      codes === undefined ||
      isIn(
        name,
        codes.flatMap((code) => standIns(name, code, scope)),
      )
    );
  });
  if (!isMet || (within && !isIn('area', within))) return false;
  if (periods && !periods.some((period) => noticeInForce(effectiveFrom, effectiveTo ?? null, period)))
    return false;
  if (from === undefined && to === undefined) return true;
  const days = daysInForce(effectiveFrom, effectiveTo);
  return days !== null && isInForce(days, { start: from ?? EARLIEST, end: to ?? LATEST });
}

/** Codes to compare with a scope: the code, or for a prefix its letters and all known codes that begin so. */
function standIns(name: (typeof SCOPED)[number], code: string, scope: Applies['scope']): readonly string[] {
  if (!code.endsWith('*')) return [code];
  const prefix = code.slice(0, -1);
  const listed = [...(scope.areas ?? []), ...(scope.modes ?? []), ...(scope.products ?? [])];
  const known = [...CODE_REGISTERS[name].keys(), ...listed].filter((one) => one.startsWith(prefix));
  return [prefix, ...known];
}
