import {
  parseSeriesKey,
  type ChangeKind,
  type ClaimState,
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

/** The members of a change that filters test. */
export type Subject =
  | { readonly kind: 'state' | 'claim'; readonly state: Filtered }
  /** Null for a notice without data: its scope is unknown. */
  | { readonly kind: 'notice'; readonly applies: Applies | null }
  /** Null for an alert of a release, of a printed sentence or of too many alerts. */
  | { readonly kind: 'alert'; readonly state: Filtered | null }
  | { readonly kind: 'bulletin' | 'release' };

export function subjectOf(row: ServedEntry): Subject {
  switch (row.kind) {
    case 'claim':
      return claimSubject(row.document);
    case 'notice':
      return noticeSubject(row.document);
    case 'alert':
      return alertSubject(row);
    case 'bulletin':
    case 'release':
      return { kind: row.kind };
  }
}

function claimSubject(document: string): Subject {
  const { key, period, domain } = JSON.parse(document) as ClaimState;
  const series = parseSeriesKey(key);
  if (!series) throw new Error(`${key} is not a series key`);
  return { kind: 'claim', state: { series, domain, period, bounds: periodBounds(period) } };
}

function noticeSubject(document: string): Subject {
  const { data } = JSON.parse(document) as { data: NoticeData | null };
  if (!data) return { kind: 'notice', applies: null };
  const { scope, effectiveFrom, effectiveTo } = data;
  return {
    kind: 'notice',
    applies: { scope, effectiveFrom, ...(effectiveTo !== undefined && { effectiveTo }) },
  };
}

/** The key says it: `RULE/SERIES/PERIOD`, where the period may have a slash. Names have no dots, so none is a series. */
function alertSubject({ key, domain }: Pick<ServedEntry, 'key' | 'domain'>): Subject {
  const [, seriesKey = '', ...rest] = key.split('/');
  const series = parseSeriesKey(seriesKey);
  if (!series) return { kind: 'alert', state: null };
  const period = rest.join('/');
  return { kind: 'alert', state: { series, domain: domain ?? '', period, bounds: periodBounds(period) } };
}

/**
 * True if a change is of a kind that is asked for and passes the filter. A notice of unknown scope passes any filter
 * that is by series and period; what has no series passes no filter.
 */
export function isOfInterest({ filter, kinds }: Asked, subject: Subject): boolean {
  if (!kinds.has(subject.kind)) return false;
  switch (subject.kind) {
    case 'state':
    case 'claim':
      return passesFilter(filter, subject.state, CODE_GRAPHS.areas);
    case 'notice':
      return noticePasses(filter, subject.applies);
    case 'alert':
      return subject.state ? passesFilter(filter, subject.state, CODE_GRAPHS.areas) : !isNarrow(filter);
    case 'bulletin':
    case 'release':
      return !isNarrow(filter);
  }
}

/** Whether a filter may let anything of a kind pass: only states have verdicts, flags and reasons. */
export function mayPass(filter: GrowthFilter, kind: ChangeKind): boolean {
  switch (kind) {
    case 'state':
      return true;
    case 'notice':
    case 'claim':
    case 'alert':
      return !asksForWords(filter);
    case 'bulletin':
    case 'release':
      return !isNarrow(filter);
  }
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
