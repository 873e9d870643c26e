import { Partitioners } from 'kafkajs';
import { saleRecord, type SaleRecord } from '../workload/sale-record.ts';

export const PROBE_SERIES = 4;
export const PROBE_MONTH = '2025-06';

/** Milliseconds on a clock shared by all threads and processes of the machine. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6;

/** A probe for latency: a sale of the category `probe` on the platform. */
export function probe(platform: string, orderId: string): SaleRecord {
  return saleRecord({
    platform,
    sellerCountry: 'KR',
    buyerCountry: 'US',
    category: 'probe',
    flow: 'export',
    currency: 'USD',
    amount: '10.00',
    quantity: '1',
    orderedAt: `${PROBE_MONTH}-15T00:00:00Z`,
    orderId,
  });
}

/** Platforms whose keys fall on partitions 0, 1, 2 and 3. */
export function probePlatforms(): string[] {
  const partitionOf = Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: PROBE_SERIES }, (_, partitionId) => ({
    partitionId,
    leader: 0,
    isr: [],
    replicas: [],
    partitionErrorCode: 0,
  }));
  const platforms: string[] = [];
  for (let i = 0, found = 0; found < PROBE_SERIES; i += 1) {
    const platform = `PROBE-${String(i)}`;
    const { key } = probe(platform, '');
    const partition = partitionOf({ topic: '', partitionMetadata, message: { key, value: null } });
    if (platforms[partition] !== undefined) continue;
    platforms[partition] = platform;
    found += 1;
  }
  return platforms;
}

/** First sighting of each probe; the n-th event of series s is probe n * 4 + s. */
export class Sightings {
  readonly at: Float64Array;
  readonly #counts = new Array<number>(PROBE_SERIES).fill(0);

  constructor(probes: number) {
    this.at = new Float64Array(probes);
  }

  /** Records that a series now has `events` events. */
  mark(series: number, events: number, now: number): void {
    for (let seen = this.#counts[series] ?? 0; seen < events; seen += 1) {
      this.at[seen * PROBE_SERIES + series] = now;
      this.#counts[series] = seen + 1;
    }
  }

  get complete(): boolean {
    return this.#counts.reduce((sum, count) => sum + count, 0) >= this.at.length;
  }
}
