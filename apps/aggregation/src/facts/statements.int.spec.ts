import type { GrowthState, InputTopic } from '@silkgauge/contract';
import {
  claimPosition,
  createReadModel,
  readStateChanges,
  stateJson,
  type ReadModel,
} from '@silkgauge/read-model';
import {
  batchOf,
  figure,
  records,
  type SpecEvent,
  testDatabase,
  type TestDatabase,
} from '@silkgauge/testing';
import { BatchApplier } from '../apply-batch.ts';
import { postgresStore } from '../store/postgres-store.ts';

class System {
  readonly #database: TestDatabase;
  readonly #readModel: ReadModel;
  readonly #applier: BatchApplier;
  readonly #next = new Map<InputTopic, bigint>();

  private constructor(database: TestDatabase) {
    this.#database = database;
    this.#readModel = createReadModel(database.url);
    this.#applier = new BatchApplier({ store: postgresStore(this.#readModel), identityWindow: 1_000 });
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
    const rows = await readStateChanges(this.#readModel.pool, '0', 100_000);
    return rows.map((row) => JSON.parse(stateJson(row)) as GrowthState);
  }

  async stop(): Promise<void> {
    await this.#readModel.close();
    await this.#database.drop();
  }
}

const seriesOf = (area: string, mode: string, flow: string) =>
  `GACC.${area}.CBEC.PLATFORM.${flow}.${mode}._T._T.CNY`;
let system: System;

beforeEach(async () => {
  system = await System.start();
});
afterEach(() => system.stop());

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
