import { parseSeriesKey, type NoticeData, type NoticeMark } from '@silkgauge/contract';
import { noticeInForce, noticeScope, publishedUntil, type SeriesDimensions } from '@silkgauge/growth';
import { CODE_GRAPHS } from '@silkgauge/known';
import { listNotices, type Queryable } from '@silkgauge/read-model';
import { ALWAYS } from './published-figures.ts';

/** Standing notices, each with the end of its day of announcement. */
export class PublishedNotices {
  readonly #standing: readonly { readonly until: string; readonly data: NoticeData }[];

  constructor(standing: readonly NoticeData[]) {
    this.#standing = standing.map((data) => ({ until: publishedUntil(data.announcedOn), data }));
  }

  static async read(db: Queryable): Promise<PublishedNotices> {
    const rows = await listNotices(db);
    return new PublishedNotices(
      rows.flatMap(({ withdrawn, data }) => (withdrawn || !data ? [] : (data as NoticeData))),
    );
  }

  /** Marks that notices announced by `until` (ISO instant) leave on a series and period. */
  marks(dimensions: SeriesDimensions, period: string, until: string): readonly NoticeMark[] {
    return this.#standing.flatMap((one) => {
      const { notice, effectiveFrom, effectiveTo } = one.data;
      if (one.until > until || !noticeInForce(effectiveFrom, effectiveTo ?? null, period)) return [];
      const scope = noticeScope(one.data.scope, dimensions, CODE_GRAPHS);
      return scope ? [{ notice, scope }] : [];
    });
  }

  /** Announcements of all notices that mark a series and period: by the instant of its end, the date as given. */
  announcements(key: string, period: string): ReadonlyMap<string, string> {
    const dimensions = parseSeriesKey(key);
    if (!dimensions) return new Map();
    const marked = new Set(this.marks(dimensions, period, ALWAYS).map(({ notice }) => notice));
    const announced = this.#standing.filter(({ data }) => marked.has(data.notice));
    return new Map(announced.map(({ until, data }) => [until, data.announcedOn]));
  }
}
