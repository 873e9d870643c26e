import type { NoticeData, NoticeMark } from '@silkgauge/contract';
import {
  noticeScope,
  normalisePeriod,
  periodBounds,
  memoized,
  type SeriesDimensions,
} from '@silkgauge/growth';
import { CODE_GRAPHS } from '../codes.ts';

type Coded = Pick<SeriesDimensions, 'area' | 'mode' | 'flow' | 'product'>;

/** Where and when a notice applies. */
export type StandingNotice = Pick<NoticeData, 'notice' | 'scope' | 'effectiveFrom' | 'effectiveTo'>;

/** A notice that stands, with its first and last day; null where it has no last one. */
interface NoticeInForce {
  readonly data: StandingNotice;
  readonly from: string;
  readonly to: string | null;
}

/** Codes of each dimension, and sets of four, whose notices are kept: a list has many series, and few codes. */
const MOST_CODES = 4_096;
const ANY: Coded = { area: '_T', mode: '_T', flow: '_T', product: '_T' };
const LISTS = { area: 'areas', mode: 'modes', flow: 'flow', product: 'products' } as const;

/** How a code of one dimension is met by each notice, by its place: not at all, in part, as a whole. */
const NONE = 0;
const PART = 1;

/**
 * Notices that stand, and the mark each leaves on a series and period. Which of them meet a code is looked up once for each code, so
 * that a list costs a few bytes a notice and series, whatever registers of areas there are.
 */
export class NoticesInForce {
  readonly #standing: readonly NoticeInForce[];
  readonly #inScope: (codes: string) => readonly (readonly [NoticeInForce, NoticeMark])[];

  constructor(standing: readonly StandingNotice[]) {
    this.#standing = standing
      .flatMap((data) => datesOf(data) ?? [])
      .sort((a, b) => (a.data.notice < b.data.notice ? -1 : 1));
    const area = this.#meeting('area');
    const mode = this.#meeting('mode');
    const flow = this.#meeting('flow');
    const product = this.#meeting('product');
    this.#inScope = memoized((codes) => {
      const [a = '', m = '', f = '', p = ''] = codes.split(' ');
      const met = [area(a), mode(m), flow(f), product(p)];
      return this.#standing.flatMap((one, at) => {
        const least = Math.min(...met.map((of) => of[at] ?? NONE));
        if (least === NONE) return [];
        return [[one, { notice: one.data.notice, scope: least === PART ? 'part' : 'whole' }] as const];
      });
    }, MOST_CODES);
  }

  /** Those of these names alone. */
  only(names: readonly string[]): NoticesInForce {
    return new NoticesInForce(
      this.#standing.flatMap(({ data }) => (names.includes(data.notice) ? [data] : [])),
    );
  }

  /** Notices in scope of the series and in force in the period, by name. */
  marks({ area, mode, flow, product }: Coded, period: string): readonly NoticeMark[] {
    if (this.#standing.length === 0) return NO_MARKS;
    const bounds = periodBounds(period);
    if (!bounds) return NO_MARKS;
    const marks: NoticeMark[] = [];
    for (const [{ from, to }, mark] of this.#inScope(`${area} ${mode} ${flow} ${product}`))
      if (from <= bounds.end && (to === null || bounds.start <= to)) marks.push(mark);
    return marks;
  }

  #meeting(dimension: keyof Coded): (code: string) => Uint8Array {
    return memoized((code) => {
      const met = new Uint8Array(this.#standing.length);
      this.#standing.forEach(({ data: { scope } }, at) => {
        const list = LISTS[dimension];
        const found = noticeScope({ [list]: scope[list] }, { ...ANY, [dimension]: code }, CODE_GRAPHS);
        met[at] = found === null ? NONE : found === 'part' ? PART : 2;
      });
      return met;
    }, MOST_CODES);
  }
}

const NO_MARKS: readonly NoticeMark[] = [];

/** Null for a notice whose dates are none, which is never in force. */
function datesOf(data: StandingNotice): NoticeInForce | null {
  const from = boundsOf(data.effectiveFrom)?.start;
  const to = data.effectiveTo === undefined ? null : boundsOf(data.effectiveTo)?.end;
  return from === undefined || to === undefined ? null : { data, from, to };
}

/** Dates may be days, months or years: a coarse first one counts from its first day, a last one to its last. */
const boundsOf = (date: string) => periodBounds(normalisePeriod(date) ?? '');
