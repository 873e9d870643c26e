import { parseSeriesKey, type ClaimState, type NoticeData } from '@silkgauge/contract';
import { noticeInForce, noticeScope, periodBounds } from '@silkgauge/growth';
import { CODE_GRAPHS, CODE_REGISTERS } from '@silkgauge/known';
import {
  asksForWords,
  matchesFilter,
  type Filtered,
  type GrowthFilter,
  type RegisterChange,
  type ToldKind,
} from '@silkgauge/read-model';

/** Scope and dates of a notice. */
type Applies = Pick<NoticeData, 'scope' | 'effectiveFrom' | 'effectiveTo'>;

/** The members of a change that filters test. */
export type Subject =
  | { readonly kind: 'growth'; readonly state: Filtered }
  /** Null for a notice without data: its scope is unknown. */
  | { readonly kind: 'notice'; readonly applies: Applies | null }
  | { readonly kind: 'claim'; readonly state: Filtered };

export function subjectOf({ kind, document }: RegisterChange<ToldKind>): Subject {
  if (kind === 'claim') {
    const { key, period, domain } = JSON.parse(document) as ClaimState;
    const series = parseSeriesKey(key);
    if (!series) throw new Error(`${key} is not a series key`);
    return { kind, state: { series, domain, period, bounds: periodBounds(period) } };
  }
  const { data } = JSON.parse(document) as { data: NoticeData | null };
  if (!data) return { kind: 'notice', applies: null };
  const { scope, effectiveFrom, effectiveTo } = data;
  return {
    kind: 'notice',
    applies: { scope, effectiveFrom, ...(effectiveTo !== undefined && { effectiveTo }) },
  };
}

/** True if a change passes the filter. A notice of unknown scope passes any that is by series and period. */
export function isOfInterest(filter: GrowthFilter, subject: Subject): boolean {
  if (subject.kind !== 'notice') return matchesFilter(filter, subject.state);
  const { selection, ...own } = filter;
  return meets(own, subject.applies) && (selection?.sets.some((set) => meets(set, subject.applies)) ?? true);
}

const ANY = { area: '_T', mode: '_T', flow: '_T', product: '_T' };
const SCOPED = ['area', 'mode', 'flow', 'product'] as const;

/** True if scope and dates overlap the filter; dimensions that no notice limits are ignored. */
function meets(filter: Omit<GrowthFilter, 'selection'>, notice: Applies | null): boolean {
  // A notice has no verdict, flag or reason.
  if (asksForWords(filter)) return false;
  if (notice === null) return true;
  const { dimensions, within, periods, from, to } = filter;
  const { scope, effectiveFrom, effectiveTo } = notice;
  const isIn = (name: (typeof SCOPED)[number], codes: readonly string[]) =>
    codes.some((code) => noticeScope(scope, { ...ANY, [name]: code }, CODE_GRAPHS) !== null);
  const isMet = SCOPED.every((name) => {
    const codes = dimensions[name];
    return (
      codes === undefined ||
      isIn(
        name,
        codes.flatMap((code) => standIns(name, code, scope)),
      )
    );
  });
  if (!isMet || (within && !isIn('area', within.places))) return false;
  const isInForce = (period: string) => noticeInForce(effectiveFrom, effectiveTo ?? null, period);
  if (periods && !periods.some(isInForce)) return false;
  const first = periodBounds(effectiveFrom)?.start ?? '';
  const last = effectiveTo === undefined ? null : (periodBounds(effectiveTo)?.end ?? null);
  return (to === undefined || first <= to) && (from === undefined || last === null || last >= from);
}

/** Codes to compare with a scope: the code, or for a prefix its letters and all known codes that begin so. */
function standIns(name: (typeof SCOPED)[number], code: string, scope: Applies['scope']): readonly string[] {
  if (!code.endsWith('*')) return [code];
  const prefix = code.slice(0, -1);
  const listed = [...(scope.areas ?? []), ...(scope.modes ?? []), ...(scope.products ?? [])];
  const known = [...CODE_REGISTERS[name].keys(), ...listed].filter((one) => one.startsWith(prefix));
  return [prefix, ...known];
}
