import { publishedUntil, resolveComparison, type Figure } from '@silkgauge/growth';
import {
  appendChanges,
  findStates,
  inTransaction,
  insertEvents,
  insertFigures,
  insertWithdrawals,
  registerSeries,
  type EventRow,
  type ReadModel,
} from '@silkgauge/read-model';
import { documentOf } from '../growth-api.fixture.ts';

export type Printed = Figure & { readonly key: string };

let printed = 0;

/** An official level in yuan with a fresh identity; `more` overrides members. */
export function level(
  key: string,
  period: string,
  value: string,
  publishedAt: string,
  more: Partial<Figure> = {},
): Printed {
  printed += 1;
  return {
    key,
    source: '/spec',
    id: `p${String(printed)}`,
    measure: 'level',
    period,
    comparison: null,
    value,
    valueHigh: null,
    unit: 'CNY',
    multiplier: '1',
    wording: null,
    qualifier: 'exact',
    status: 'preliminary',
    publishedAt,
    kind: 'official',
    document: 'https://example.org/release',
    ...more,
  };
}

/** An official growth rate over the year before, in percent. */
export function rate(
  key: string,
  period: string,
  value: string,
  publishedAt: string,
  more: Partial<Figure> = {},
): Printed {
  const members = { measure: 'growth', comparison: 'GY', unit: 'percent', wording: 'percent' } as const;
  return level(key, period, value, publishedAt, { ...members, ...more });
}

let offset = 0;

function eventOf(id: string, type: EventRow['type'], data: object): EventRow {
  offset += 1;
  return {
    source: '/spec',
    id,
    type,
    topic: 'customs.figures',
    partition: 0,
    offset: BigInt(offset),
    knownAt: new Date('2024-05-01T00:00:00Z'),
    outcome: 'applied',
    rule: null,
    reason: null,
    digest: Buffer.from(id),
    time: null,
    data: JSON.stringify(data),
  };
}

/** Stores prints with one append time in 2024, and a placeholder version of each key concerned. */
export async function keepPrints(
  pool: ReadModel['pool'],
  prints: readonly Printed[],
  domain: 'customs' | 'platform' = 'customs',
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const ids = new Map<string, string>();
    for (const key of new Set(prints.map((one) => one.key)))
      for (const row of await registerSeries(tx, domain, [key])) ids.set(key, row.series_id);
    const events = await insertEvents(
      tx,
      prints.map(({ id, kind, publisher }) =>
        eventOf(id, 'silkgauge.figure.reported.v1', {
          unknown: 'a\u0000b',
          evidence: {
            document: `https://example.org/${id}`,
            ...(kind && { kind }),
            ...(publisher && { publisher }),
          },
        }),
      ),
    );
    const bases = prints.map(({ period, comparison }) =>
      comparison === null ? null : resolveComparison(period, comparison).comparedWith,
    );
    await insertFigures(
      tx,
      prints.map(({ key, ...figure }, at) => ({
        eventId: events[at] ?? 0n,
        seriesId: ids.get(key) ?? '',
        period: figure.period,
        basePeriod: bases[at] ?? null,
        publishedUntil: publishedUntil(figure.publishedAt),
        figure,
        withdrawnBy: null,
      })),
    );
    const spokenOf = prints.flatMap(({ key, period }, at) => [
      `${key}/${period}`,
      ...(bases[at] ? [`${key}/${bases[at] ?? ''}`] : []),
    ]);
    const keys = [...new Set(spokenOf)].map((name) => {
      const [key = '', period = ''] = name.split('/');
      return { seriesId: ids.get(key) ?? '', period };
    });
    const present = await findStates(tx, keys);
    const version = new Map(present.map((row) => [`${row.series_id}/${row.period}`, row.version]));
    await appendChanges(
      tx,
      keys.map(({ seriesId, period }) => ({
        seriesId,
        period,
        version: (version.get(`${seriesId}/${period}`) ?? 0) + 1,
        knownAt: new Date('2024-05-01T00:00:00Z'),
        document: JSON.stringify(documentOf('0')),
      })),
    );
  });
}

export async function withdraw(pool: ReadModel['pool'], { source, id }: Printed): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const [eventId = 0n] = await insertEvents(tx, [
      eventOf(`withdraws ${id}`, 'silkgauge.figure.withdrawn.v1', {}),
    ]);
    await insertWithdrawals(tx, [{ source, id, eventId }]);
  });
}
