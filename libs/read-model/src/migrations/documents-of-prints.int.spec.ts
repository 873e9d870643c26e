import type { Figure } from '@silkgauge/growth';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { insertEvents, type EventRow } from '../statements/events.ts';
import { findFigures, insertFigures } from '../statements/figures.ts';
import { registerSeries } from '../statements/series.ts';
import { DocumentsOfPrints1700000000047 } from './47-documents-of-prints.ts';

let database: TestDatabase;
let readModel: ReadModel;

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url, { max: 1 });
});

afterAll(async () => {
  await readModel?.close();
  await database?.drop();
});

const FIGURE: Figure = {
  source: '/spec',
  id: 'a',
  measure: 'level',
  period: '2020',
  comparison: null,
  value: '1',
  valueHigh: null,
  unit: 'CNY',
  multiplier: '1',
  wording: null,
  qualifier: 'exact',
  status: 'final',
  publishedAt: '2021',
  kind: null,
  document: 'https://example.org/"quoted"',
};

const EVENT: EventRow = {
  source: '/spec',
  id: 'a',
  type: 'silkgauge.figure.reported.v1',
  topic: 'customs.figures',
  partition: 0,
  offset: 0n,
  knownAt: new Date(0),
  outcome: 'applied',
  rule: null,
  reason: null,
  digest: Buffer.alloc(32),
  time: null,
  data: JSON.stringify({ evidence: { document: FIGURE.document, quote: '1' } }),
};

it('prints from before learn their document, byte for byte as a new print has it', async () => {
  const { pool } = readModel;
  const [series] = await registerSeries(pool, 'customs', ['GACC.CN.CBEC.FULL._T._T._T._T.CNY']);
  const events = [EVENT, { ...EVENT, id: 'b', offset: 1n }];
  const ids = await insertEvents(pool, events);
  const { document: _, ...before } = FIGURE;
  const rows = [FIGURE, { ...before, id: 'b' } as Figure].map((figure, at) => ({
    eventId: ids[at] ?? 0n,
    seriesId: series?.series_id ?? '',
    period: '2020',
    basePeriod: null,
    publishedUntil: '2021-12-31T23:59:59.999Z',
    figure,
    withdrawnBy: null,
  }));
  await insertFigures(pool, rows);
  for (let times = 0; times < 2; times += 1) await new DocumentsOfPrints1700000000047().up(pool);
  const found = await findFigures(pool, [series?.series_id ?? '']);
  expect(found.map(({ print }) => JSON.stringify(print))).toEqual([
    JSON.stringify(FIGURE),
    JSON.stringify({ ...FIGURE, id: 'b' }),
  ]);
});
