import { createHash } from 'node:crypto';
import { generateSales } from './generate-sales.ts';
import { saleHeaders } from './sale-record.ts';
import { Random } from '../../random.ts';

/** The published recurrence, on BigInt. */
function* splitMix64(seed: bigint): Generator<bigint, never> {
  const wrap = (n: bigint) => BigInt.asUintN(64, n);
  for (let state = seed; ;) {
    state = wrap(state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = wrap((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = wrap((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    yield z ^ (z >> 31n);
  }
}

it.each([0, 1, 42, 2 ** 32 + 7, Number.MAX_SAFE_INTEGER])(
  'draws the numbers of SplitMix64 from seed %d',
  (seed) => {
    const draws = splitMix64(BigInt(seed));
    const random = new Random(seed);
    const drawn = Array.from({ length: 500 }, () => {
      random.next();
      return (BigInt(random.high) << 32n) | BigInt(random.low);
    });
    expect(drawn).toEqual(drawn.map(() => draws.next().value));
  },
);

/** The first form of the workload had the quantity as a number and was otherwise equal. */
const withNumber = (value: string): string => value.replace(/"quantity":"(\d)"/, '"quantity":$1');

it('generates the workload byte for byte', () => {
  const digest = createHash('sha256');
  const firstForm = createHash('sha256');
  for (const { key, value } of generateSales(100_000, 42)) {
    digest.update(`${key}\t${value}\n`, 'latin1');
    firstForm.update(`${key}\t${withNumber(value)}\n`, 'latin1');
  }
  expect(digest.digest('hex')).toMatch(/^6edbe9ed6beeb4e7/);
  expect(firstForm.digest('hex')).toMatch(/^8ddc6e9f27fd2147/);
});

it('spreads the same number of sales over the given number of categories', () => {
  const sales = [...generateSales(20_000, 42, 1_000_000)];
  const ids = new Map(sales.map(({ orderId, key }) => [orderId, key]));
  expect(new Set(sales.map(({ key }) => key)).size).toBeGreaterThan(19_000);
  // Repeats belong to the same series.
  expect(ids.size).toBeLessThan(20_000);
  for (const { orderId, key } of sales) expect(ids.get(orderId)).toBe(key);
});

it('writes headers that follow from the value', () => {
  const { value: sale } = generateSales(1, 42).next();
  if (!sale) throw new Error('no sale');
  const data = JSON.parse(sale.value) as Record<string, string>;
  expect(saleHeaders(sale)).toEqual({
    ce_id: data['orderId'],
    ce_source: `/platforms/${String(data['platform'])}`,
    ce_type: 'silkgauge.sale.recorded.v1',
    ce_specversion: '1.0',
    ce_time: data['orderedAt'],
    ce_subject: sale.key,
    'content-type': 'application/json',
  });
});
