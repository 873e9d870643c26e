import type { GrowthState, InputTopic } from '@silkgauge/contract';
import {
  claimPosition,
  createReadModel,
  readChanges,
  stateJson,
  type ReadModel,
} from '@silkgauge/read-model';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { eventsOf } from '../../../loader/src/testing/bundled.ts';
import { BatchApplier } from '../apply-batch.ts';
import { batchOf, figure, records, type SpecEvent } from '../batches.fixture.ts';

class System {
  readonly #database: TestDatabase;
  readonly #readModel: ReadModel;
  readonly #applier: BatchApplier;
  readonly #next = new Map<InputTopic, bigint>();

  private constructor(database: TestDatabase) {
    this.#database = database;
    this.#readModel = createReadModel(database.url);
    this.#applier = new BatchApplier({ readModel: this.#readModel, identityWindow: 1_000 });
  }

  static async start(): Promise<System> {
    return new System(await testDatabase());
  }

  async push(topic: InputTopic, events: readonly SpecEvent[]): Promise<void> {
    const { epoch } = await claimPosition(this.#readModel.pool, topic, 0);
    const expected = this.#next.get(topic) ?? 0n;
    const batch = batchOf(topic, records(events, expected), { epoch, expected });
    this.#next.set(topic, batch.next);
    const { rejected } = await this.#applier.apply(topic, batch);
    expect(rejected).toBe(0);
  }

  async versions(): Promise<GrowthState[]> {
    const rows = await readChanges(this.#readModel.pool, '0', 100_000);
    return rows.map((row) => JSON.parse(stateJson(row)) as GrowthState);
  }

  /** The notices that mark each present state. */
  async marks(): Promise<Record<string, readonly string[]>> {
    const present = new Map((await this.versions()).map((state) => [state.key, state]));
    return Object.fromEntries(
      [...present]
        .map(([key, { notices }]) => [key, notices.map(({ notice, scope }) => `${notice} ${scope}`)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  async stop(): Promise<void> {
    await this.#readModel.close();
    await this.#database.drop();
  }
}

const AREAS = [
  ...['CN', 'US', '_T', 'CN-HA', 'CN-41', 'CN-FJ', 'CN-GD', 'CN-HI', 'CN-D46', 'CN-D22', 'CN-D04', 'CN-D31'],
  ...[
    'CN-C-3302',
    'CN-C-3505',
    'CN-C-4117',
    'CN-C-_U',
    'CN-Z-ZAEZ',
    'CN-Z-XYZ',
    'CN-G-COAST',
    'CN-G-PILOT-ZONES-13',
  ],
];
const PERIODS = ['2020-06', '2020-08', '2020-S2', '2021-08', '2025-05', '_U'];

const seriesOf = (area: string, mode: string, flow: string) =>
  `GACC.${area}.CBEC.PLATFORM.${flow}.${mode}._T._T.CNY`;
const figures = AREAS.flatMap((area) =>
  ['9710', '1210', 'RETAIL', '_T'].flatMap((mode) =>
    PERIODS.map((period) =>
      figure(seriesOf(area, mode, mode === '1210' ? 'M' : 'X'), period, { value: '12' }),
    ),
  ),
);

let notices: SpecEvent[];
let system: System;

beforeAll(async () => {
  const bundled = [...(await eventsOf('seed')), ...(await eventsOf('policies'))];
  notices = bundled
    .filter(({ type }) => type === 'silkgauge.notice.published.v1')
    .map(({ type, source, id, data }) => ({ type, source, id, data, key: id }));
});
beforeEach(async () => {
  system = await System.start();
});
afterEach(() => system.stop());

const withdrawal = (notice: string): SpecEvent => ({
  type: 'silkgauge.notice.withdrawn.v1',
  key: notice,
  data: { notice, reason: 'replaced' },
});

describe('notices', () => {
  it('mark the same states, whether they come before the figures or after', async () => {
    await system.push('policy.notices', notices);
    await system.push('customs.figures', figures);
    const before = await system.marks();
    await system.stop();
    system = await System.start();
    await system.push('customs.figures', figures);
    await system.push('policy.notices', notices);
    const after = await system.marks();
    expect(after).toEqual(before);

    const of = (area: string, mode: string, period: string) =>
      after[`${seriesOf(area, mode, mode === '1210' ? 'M' : 'X')}/${period}`];
    const pilot = { first: 'GACC-2020-75', second: 'GACC-2020-92', third: 'GACC-2021-47' };
    expect(of('CN-D46', '9710', '2020-06')).not.toContain(`${pilot.first} whole`);
    expect(of('CN-D46', '9710', '2020-08')).toContain(`${pilot.first} whole`);
    expect(of('CN-D46', '_T', '2020-08')).toContain(`${pilot.first} part`);
    expect(of('CN-D22', '9710', '2020-08')).not.toContain(`${pilot.second} whole`);
    expect(of('CN-D22', '9710', '2020-S2')).toContain(`${pilot.second} whole`);
    expect(of('CN-D04', '9710', '2020-S2')?.filter((mark) => /-75|-92/.test(mark))).toEqual([]);
    expect(of('CN-D04', '9710', '2021-08')).toContain(`${pilot.third} whole`);
    expect(of('CN-Z-ZAEZ', '9710', '2020-08')).toContain(`${pilot.first} part`);
    expect(of('CN-HI', '_T', '2025-05')).toContain('SC-ZONE-8 whole');
    expect(of('US', '9710', '2021-08')).toEqual([]);
    expect(of('CN', '9710', '_U')).toEqual([]);
  });

  it('take their marks with them when they are withdrawn, everywhere', async () => {
    await system.push('customs.figures', figures);
    await system.push('policy.notices', notices);
    const marked = Object.values(await system.marks()).filter((marks) =>
      marks.some((one) => one.startsWith('GACC-2020-75')),
    );
    expect(marked.length).toBeGreaterThan(20);
    await system.push('policy.notices', [withdrawal('GACC-2020-75')]);
    expect(JSON.stringify(await system.marks())).not.toContain('GACC-2020-75');
  });
});

describe('an attributed opinion', () => {
  it('is a quotation: no number of it reaches a state', async () => {
    const key = seriesOf('CN', '_T', '_T');
    await system.push('customs.figures', [figure(key, '2020-S1', { measure: 'growth', value: '26.2' })]);
    const before = await system.versions();
    const [reporter, area, indicator, coverage, flow, mode, product, counterpart, currency] = key.split('.');
    const series = { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency };
    const said = (about: object): SpecEvent => ({
      type: 'silkgauge.statement.attributed.v1',
      data: {
        speaker: 'Bai Ming',
        affiliation: 'CAITEC',
        about,
        quote: 'Trade rose 98.7 percent in the first half of 2020, to 5 trillion yuan.',
        evidence: { document: 'https://example.org/a', quote: '98.7 percent' },
      },
    });
    await system.push('policy.notices', [
      said({ series }),
      said({ series: { ...series, flow: 'X' } }),
      said({ notice: 'GACC-2020-75' }),
    ]);
    expect(await system.versions()).toEqual(before);
    await system.push('customs.figures', [
      figure(key, '2020-S1', { value: '1.1', multiplier: '1000000000000' }),
    ]);
    expect(JSON.stringify(await system.versions())).not.toContain('98.7');
  });
});
