import type { NoticeData, NoticePublished, NoticeWithdrawn } from '@silkgauge/contract';
import { noticeScope, partialAsOf, periodBounds } from '@silkgauge/growth';
import {
  findSeriesOfAreas,
  findStatesBetween,
  listAreas,
  type Queryable,
  type SeriesRow,
} from '@silkgauge/read-model';
import type { AcceptedRecord } from '../classify.ts';
import { CODE_GRAPHS } from '../code-graphs.ts';
import type { Because } from '../state-book.ts';
import type { Decisions } from './decisions.ts';
import type { FactsLedger } from './facts-ledger.ts';

/**
 * A notice is published, published anew or withdrawn. All of one notice come by one partition, so their order
 * tells which is newest. States in its scope, old and new, are marked at once.
 */
export async function decideNotice(
  tx: Queryable,
  from: AcceptedRecord,
  event: NoticePublished | NoticeWithdrawn,
  ledger: FactsLedger,
  decisions: Decisions,
): Promise<void> {
  const published = event.type === 'silkgauge.notice.published.v1' ? event.data : null;
  const before = ledger.notices.get(event.notice);
  ledger.notices.set(event.notice, published);
  for (const scope of [before, published])
    if (scope) await markStates(tx, scope, ledger, decisions.because(from, 'notice'));
  decisions.notices.push({
    eventIndex: decisions.conclude(from, published || before ? 'applied' : 'superseded'),
    notice: event.notice,
    withdrawn: published === null,
    data: published && JSON.stringify(event.data),
  });
}

/** The other dimensions, while only the area is looked at: the graph itself, and no sieve beside it, chooses the series. */
const ANY = { mode: '_T', flow: '_T', product: '_T' };

async function markStates(
  tx: Queryable,
  notice: NoticeData,
  ledger: FactsLedger,
  because: Because,
): Promise<void> {
  const { areas } = notice.scope;
  const isNear = (area: string) =>
    noticeScope({ areas: areas ?? [] }, { ...ANY, area }, CODE_GRAPHS) !== null;
  const near = await findSeriesOfAreas(tx, (await listAreas(tx)).filter(isNear));
  const inScope = new Map<string, SeriesRow>();
  for (const row of near) if (noticeScope(notice.scope, row, CODE_GRAPHS)) inScope.set(row.series_id, row);
  const from = periodBounds(notice.effectiveFrom)?.start ?? null;
  const to = notice.effectiveTo === undefined ? null : (periodBounds(notice.effectiveTo)?.end ?? null);
  for (const state of await findStatesBetween(tx, [...inScope.keys()], from, to)) {
    const series = inScope.get(state.series_id);
    if (!series) continue;
    ledger.worlds.register(series);
    ledger.book.load(series.key, state);
    const body = ledger.book.bodyOf(series.key, state.period);
    const marks = ledger.notices.marks(series, state.period);
    if (!body) continue;
    // A notice moves knownAt like any cause, and whether a period is still running is told as of that.
    const knownAt = ledger.book.knownAt(series.key, state.period, because.knownAt).toISOString();
    ledger.book.revise(series.key, state.period, partialAsOf(body, state.period, knownAt), marks, because);
  }
}
