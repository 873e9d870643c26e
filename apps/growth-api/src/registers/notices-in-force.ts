import type { NoticeData, NoticeMark } from '@silkgauge/contract';
import {
  coverOf,
  daysInForce,
  memoized,
  noticeScope,
  periodBounds,
  type DaysInForce,
  type SeriesDimensions,
} from '@silkgauge/growth';
import { CODE_GRAPHS } from '@silkgauge/known';

type Coded = Pick<SeriesDimensions, 'area' | 'mode' | 'flow' | 'product'>;

/** Scope and dates of a notice. */
export type NoticeScope = Pick<NoticeData, 'notice' | 'scope' | 'effectiveFrom' | 'effectiveTo'>;

interface NoticeInForce {
  readonly data: NoticeScope;
  readonly days: DaysInForce;
}

/** Cache entries per dimension, and for combinations of codes: lists have many series and few codes. */
const MOST_CODES = 4_096;
const ANY: Coded = { area: '_T', mode: '_T', flow: '_T', product: '_T' };
const LISTS = { area: 'areas', mode: 'modes', flow: 'flow', product: 'products' } as const;

/** Overlap of a notice's scope with a code: none, part, or (2) whole. */
const NONE = 0;
const PART = 1;

/**
 * Notices that are not withdrawn, and the mark of each on a series and period. Overlaps are cached by code, so a series in
 * a list costs a few bytes per notice, whatever the size of area registers.
 */
export class NoticesInForce {
  readonly #notices: readonly NoticeInForce[];
  readonly #inScope: (codes: string) => readonly (readonly [DaysInForce, MarksByPeriod])[];

  constructor(notices: readonly NoticeScope[]) {
    this.#notices = notices
      .flatMap((data) => {
        const days = daysInForce(data.effectiveFrom, data.effectiveTo);
        return days ? [{ data, days }] : [];
      })
      .sort((a, b) => (a.data.notice < b.data.notice ? -1 : 1));
    const area = this.#meeting('area');
    const mode = this.#meeting('mode');
    const flow = this.#meeting('flow');
    const product = this.#meeting('product');
    this.#inScope = memoized((codes) => {
      const [a = '', m = '', f = '', p = ''] = codes.split(' ');
      const met = [area(a), mode(m), flow(f), product(p)];
      return this.#notices.flatMap((one, at) => {
        const least = Math.min(...met.map((of) => of[at] ?? NONE));
        if (least === NONE) return [];
        return [[one.days, marksOf(one.data.notice, least === PART ? 'part' : 'whole')] as const];
      });
    }, MOST_CODES);
  }

  /** Restricts the notices to some names. */
  only(names: readonly string[]): NoticesInForce {
    return new NoticesInForce(
      this.#notices.flatMap(({ data }) => (names.includes(data.notice) ? [data] : [])),
    );
  }

  /** Marks of notices in scope of the series and in force in the period, in order of name. */
  marks({ area, mode, flow, product }: Coded, period: string): readonly NoticeMark[] {
    if (this.#notices.length === 0) return NO_MARKS;
    const bounds = periodBounds(period);
    if (!bounds) return NO_MARKS;
    const marks: NoticeMark[] = [];
    for (const [days, marksBy] of this.#inScope(`${area} ${mode} ${flow} ${product}`)) {
      const cover = coverOf(days, bounds);
      if (cover) marks.push(marksBy[cover]);
    }
    return marks;
  }

  #meeting(dimension: keyof Coded): (code: string) => Uint8Array {
    return memoized((code) => {
      const met = new Uint8Array(this.#notices.length);
      this.#notices.forEach(({ data: { scope } }, at) => {
        const list = LISTS[dimension];
        const found = noticeScope({ [list]: scope[list] }, { ...ANY, [dimension]: code }, CODE_GRAPHS);
        met[at] = found === null ? NONE : found === 'part' ? PART : 2;
      });
      return met;
    }, MOST_CODES);
  }
}

const NO_MARKS: readonly NoticeMark[] = [];

/** The marks of a notice on a series, by how much of a period it was in force. */
type MarksByPeriod = Readonly<Record<NoticeMark['period'], NoticeMark>>;

const marksOf = (notice: string, scope: NoticeMark['scope']): MarksByPeriod => ({
  whole: { notice, scope, period: 'whole' },
  part: { notice, scope, period: 'part' },
});
