import type { NoticeData, NoticeMark } from '@silkgauge/contract';
import { noticeInForce, noticeScope, type SeriesDimensions } from '@silkgauge/growth';
import type { NoticeRow } from '@silkgauge/read-model';

/** Published notices that stand, and the mark each leaves on a series and period. */
export class NoticesInForce {
  readonly #standing = new Map<string, NoticeData>();
  readonly #scopes = new Map<string, NoticeMark[]>();

  constructor(rows: readonly NoticeRow[]) {
    for (const row of rows) this.set(row.notice, row.withdrawn ? null : (row.data as NoticeData | null));
  }

  get(notice: string): NoticeData | undefined {
    return this.#standing.get(notice);
  }

  set(notice: string, data: NoticeData | null): void {
    this.#scopes.clear();
    if (data) this.#standing.set(notice, data);
    else this.#standing.delete(notice);
  }

  /** Notices in scope of the series and in force in the period, by name. */
  marks(seriesKey: string, dimensions: SeriesDimensions, period: string): NoticeMark[] {
    return this.#inScope(seriesKey, dimensions).filter(({ notice }) => {
      const data = this.#standing.get(notice);
      return data !== undefined && noticeInForce(data.effectiveFrom, data.effectiveTo ?? null, period);
    });
  }

  #inScope(seriesKey: string, dimensions: SeriesDimensions): NoticeMark[] {
    const known = this.#scopes.get(seriesKey);
    if (known) return known;
    const marks: NoticeMark[] = [];
    for (const [notice, data] of this.#standing) {
      const scope = noticeScope(data.scope, dimensions);
      if (scope) marks.push({ notice, scope });
    }
    marks.sort((a, b) => (a.notice < b.notice ? -1 : 1));
    this.#scopes.set(seriesKey, marks);
    return marks;
  }
}
