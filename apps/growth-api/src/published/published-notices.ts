import { parseSeriesKey, type NoticeData, type NoticeMark } from '@silkgauge/contract';
import {
  coverOf,
  daysInForce,
  noticeScope,
  periodBounds,
  publishedUntil,
  type DaysInForce,
  type SeriesDimensions,
} from '@silkgauge/growth';
import { CODE_GRAPHS } from '@silkgauge/known';
import { listNotices, type Queryable } from '@silkgauge/read-model';
import { ALWAYS } from './published-figures.ts';

interface KnownNotice {
  readonly until: string;
  readonly days: DaysInForce;
  readonly data: NoticeData;
}

/** Notices that are not withdrawn, each with the end of its day of announcement. */
export class PublishedNotices {
  readonly #notices: readonly KnownNotice[];

  constructor(notices: readonly NoticeData[]) {
    this.#notices = notices.flatMap((data) => {
      const days = daysInForce(data.effectiveFrom, data.effectiveTo);
      return days ? [{ until: publishedUntil(data.announcedOn), days, data }] : [];
    });
  }

  static async read(db: Queryable): Promise<PublishedNotices> {
    const rows = await listNotices(db);
    return new PublishedNotices(
      rows.flatMap(({ withdrawn, data }) => (withdrawn || !data ? [] : (data as NoticeData))),
    );
  }

  /** Marks that notices announced by `until` (ISO instant) leave on a series and period. */
  marks(dimensions: SeriesDimensions, period: string, until: string): readonly NoticeMark[] {
    const bounds = periodBounds(period);
    if (!bounds) return [];
    return this.#notices.flatMap((one) => {
      const cover = one.until > until ? null : coverOf(one.days, bounds);
      const scope = cover && noticeScope(one.data.scope, dimensions, CODE_GRAPHS);
      return scope ? [{ notice: one.data.notice, scope, period: cover }] : [];
    });
  }

  /** Announcements of all notices that mark a series and period: by the instant of its end, the date as given. */
  announcements(key: string, period: string): ReadonlyMap<string, string> {
    const dimensions = parseSeriesKey(key);
    if (!dimensions) return new Map();
    const marked = new Set(this.marks(dimensions, period, ALWAYS).map(({ notice }) => notice));
    const announced = this.#notices.filter(({ data }) => marked.has(data.notice));
    return new Map(announced.map(({ until, data }) => [until, data.announcedOn]));
  }
}
