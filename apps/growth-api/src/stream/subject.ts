import { parseSeriesKey, type ClaimState, type NoticeData } from '@silkgauge/contract';
import { noticeInForce, noticeScope, periodBounds } from '@silkgauge/growth';
import { matchesFilter, type Filtered, type GrowthFilter, type RegisterChange } from '@silkgauge/read-model';
import { CODE_GRAPHS } from '../codes.ts';

/** Scope and dates of a notice. */
type Applies = Pick<NoticeData, 'scope' | 'effectiveFrom' | 'effectiveTo'>;

/** The members of a change that filters test. */
export type Subject =
  | { readonly kind: 'growth'; readonly state: Filtered }
  /** Null for a notice without data: its scope is unknown. */
  | { readonly kind: 'notice'; readonly applies: Applies | null }
  | { readonly kind: 'claim'; readonly state: Filtered };

export function subjectOf({ kind, document }: RegisterChange): Subject {
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

/** True if a change passes the filter, or is a notice of unknown scope. */
export function isOfInterest(filter: GrowthFilter, subject: Subject): boolean {
  switch (subject.kind) {
    case 'growth':
    case 'claim':
      return matchesFilter(filter, subject.state);
    case 'notice':
      return subject.applies === null || meets(filter, subject.applies);
  }
}

const ANY = { area: '_T', mode: '_T', flow: '_T', product: '_T' };
const SCOPED = ['area', 'mode', 'flow', 'product'] as const;

/** True if scope and dates overlap the filter; dimensions that no notice limits are ignored. */
function meets({ dimensions, periods, from, to }: GrowthFilter, notice: Applies): boolean {
  const { scope, effectiveFrom, effectiveTo } = notice;
  const isMet = SCOPED.every(
    (name) =>
      dimensions[name]?.some((code) => noticeScope(scope, { ...ANY, [name]: code }, CODE_GRAPHS) !== null) ??
      true,
  );
  if (!isMet) return false;
  const isInForce = (period: string) => noticeInForce(effectiveFrom, effectiveTo ?? null, period);
  if (periods && !periods.some(isInForce)) return false;
  const first = periodBounds(effectiveFrom)?.start ?? '';
  const last = effectiveTo === undefined ? null : (periodBounds(effectiveTo)?.end ?? null);
  return (to === undefined || first <= to) && (from === undefined || last === null || last >= from);
}
