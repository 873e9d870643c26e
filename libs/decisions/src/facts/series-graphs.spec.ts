import type { Reads } from '../reads/reads.ts';
import { SeriesGraphs } from './series-graphs.ts';

const SCHEDULED = JSON.stringify({
  ...{ release: 'H1', publisher: 'GACC', title: 'Trade', at: '2020-07-14T10:00:00+08:00' },
  ...{
    zone: 'Asia/Shanghai',
    expects: [{ series: { indicator: ['CBEC'] }, period: '2020-S1' }],
    embargo: true,
  },
});

/** Reads that know one release, of GACC. */
const reads = {
  load: (_what: string, publishers: readonly string[]) =>
    Promise.resolve(publishers.includes('GACC') ? [{ publisher: 'GACC', data: SCHEDULED }] : []),
} as unknown as Reads;

describe('releases that hold figures back', () => {
  it('are all given when the memory of publishers is emptied for new ones', async () => {
    const graphs = new SeriesGraphs({});
    expect(await graphs.readEmbargoing(reads, ['GACC'])).toHaveLength(1);
    const others = Array.from({ length: 1_000 }, (_, at) => `P${String(at)}`);
    expect(await graphs.readEmbargoing(reads, ['GACC', ...others])).toHaveLength(1);
  });
});
