import type { NoticeData, NoticeMark } from '@silkgauge/contract';
import { noticeInForce, noticeScope, type SeriesDimensions } from '@silkgauge/growth';
import type { NoticeRow } from '@silkgauge/read-model';
import { CODE_GRAPHS } from './code-graphs.ts';
import { Recent } from './recent.ts';

const MOST_SCOPES = 4_096;

/** Published notices that stand, and the mark each leaves on a series and period. */
export class NoticesInForce {
  readonly #standing = new Map<string, NoticeData>();
  /** By the four codes that a scope looks at: of thousands of series of sales these are often the same. */
  #scopes = new Recent<NoticeMark[]>(MOST_SCOPES);

  constructor(rows: readonly NoticeRow[]) {
    for (const row of rows) this.set(row.notice, row.withdrawn ? null : (row.data as NoticeData | null));
  }

  get(notice: string): NoticeData | undefined {
    return this.#standing.get(notice);
  }

  set(notice: string, data: NoticeData | null): void {
    this.#scopes = new Recent(MOST_SCOPES);
    if (data) this.#standing.set(notice, data);
    else this.#standing.delete(notice);
  }

  /** Notices in scope of the series and in force in the period, by name. */
  marks(dimensions: SeriesDimensions, period: string): NoticeMark[] {
    return this.#inScope(dimensions).filter(({ notice }) => {
      const data = this.#standing.get(notice);
      return data !== undefined && noticeInForce(data.effectiveFrom, data.effectiveTo ?? null, period);
    });
  }

  #inScope(dimensions: SeriesDimensions): NoticeMark[] {
    const { area, mode, flow, product } = dimensions;
    const codes = `${area}.${mode}.${flow}.${product}`;
    const known = this.#scopes.get(codes);
    if (known) return known;
    const marks: NoticeMark[] = [];
    for (const [notice, data] of this.#standing) {
      const scope = noticeScope(data.scope, dimensions, CODE_GRAPHS);
      if (scope) marks.push({ notice, scope });
    }
    marks.sort((a, b) => (a.notice < b.notice ? -1 : 1));
    this.#scopes.set(codes, marks);
    return marks;
  }
}
