import { DueHeap } from '../../due-heap.ts';
import { saleRecord, type SaleRecord } from './sale-record.ts';
import { Random } from '../../random.ts';

const PLATFORMS = ['AMAZON', 'SHOPEE', 'RAKUTEN', 'MERCADO-LIBRE', 'EBAY'];
const CURRENCIES = ['USD', 'SGD', 'JPY', 'MXN', 'EUR'];
const FLOWS = ['export', 'import'] as const;
const COUNTRIES = 'US DE JP KR CN GB FR IT ES NL PL SE MX BR CA AU SG VN TH IN'.split(' ');
const CATEGORIES = [
  'consumer-electronics',
  'beauty-and-personal-care',
  'fashion-and-accessories',
  'home-and-kitchen',
  'toys-and-games',
  'sports-and-outdoors',
  'food-and-beverages',
  'books-and-stationery',
  'automotive-parts',
  'health-supplements',
];
const SERIES = PLATFORMS.length * FLOWS.length * COUNTRIES.length * CATEGORIES.length;
const START = Date.UTC(2024, 0, 1);
const END = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

/**
 * `events` sales over two years in order of time: 2,000 series in a Zipf distribution, 1 % late by up to 60
 * days, 2 % repeated within the next 50,000. All draws come from one stream, and their order defines the
 * workload byte for byte. `categories` draws each sale's category, with up to 200 series per category.
 */
export function* generateSales(
  events: number,
  seed: number,
  categories?: number,
): Generator<SaleRecord, void> {
  const random = new Random(seed);
  const popularity = zipf(SERIES);
  const byRank = shuffledSeries(random);
  const repeats = new DueHeap<SaleRecord>();
  for (let i = 0; i < events; i += 1) {
    const repeated = repeats.take(i);
    if (repeated) {
      yield repeated;
      continue;
    }
    const series = byRank[rankOf(popularity, random.unit())] ?? 0;
    const sale = freshSale(random, series, i / events, categories);
    if (random.unit() < 0.0204) repeats.add(i + 1 + random.below(49_000), sale);
    yield sale;
  }
}

/** Cumulative shares of ranks 1, 2, ... with weights 1, 1/2, 1/3, ... */
function zipf(ranks: number): Float64Array {
  const shares = new Float64Array(ranks);
  let sum = 0;
  for (let rank = 0; rank < ranks; rank += 1) shares[rank] = sum += 1 / (rank + 1);
  return shares.map((share) => share / sum);
}

function shuffledSeries(random: Random): number[] {
  const series = Array.from({ length: SERIES }, (_, index) => index);
  for (let last = SERIES - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [series[last], series[other]] = [series[other] ?? 0, series[last] ?? 0];
  }
  return series;
}

/** The first rank whose cumulative share reaches `share`. */
function rankOf(shares: Float64Array, share: number): number {
  let low = 0;
  let high = shares.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((shares[middle] ?? 1) < share) low = middle + 1;
    else high = middle;
  }
  return low;
}

function freshSale(
  random: Random,
  series: number,
  progress: number,
  categories: number | undefined,
): SaleRecord {
  const [platform, afterPlatform] = split(series, PLATFORMS.length);
  const [flow, afterFlow] = split(afterPlatform, FLOWS.length);
  const [buyer, category] = split(afterFlow, COUNTRIES.length);
  // One seller country per series, never the buyer's.
  const away = 1 + ((7 * category + 3 * platform + flow) % (COUNTRIES.length - 1));
  random.next(); // unused draw of an earlier form; its removal would change all later draws
  let at = START + Math.trunc(progress * (END - START));
  if (random.unit() < 0.01) at = Math.max(START, at - random.below(60 * DAY));
  let cents = 100 + random.below(50_000);
  if (random.unit() < 0.05) cents *= 20;
  const quantity = 1 + random.below(5);
  const orderId = nextUuid(random);
  return saleRecord({
    platform: PLATFORMS[platform] ?? '',
    sellerCountry: COUNTRIES[(buyer + away) % COUNTRIES.length] ?? '',
    buyerCountry: COUNTRIES[buyer] ?? '',
    category:
      categories === undefined ? (CATEGORIES[category] ?? '') : `c${String(random.below(categories))}`,
    flow: FLOWS[flow] ?? 'export',
    currency: CURRENCIES[platform] ?? '',
    amount: `${String(Math.trunc(cents / 100))}.${String(cents % 100).padStart(2, '0')}`,
    quantity: String(quantity),
    orderedAt: new Date(at).toISOString().replace('.000Z', 'Z'),
    orderId,
  });
}

const split = (number: number, base: number): [number, number] => [number % base, Math.floor(number / base)];

/** Two draws with the bits of version 4, variant 1. */
function nextUuid(random: Random): string {
  random.next();
  const first = hex(random.high);
  const second = hex(((random.low & 0xffff0fff) | 0x4000) >>> 0);
  random.next();
  const third = hex(((random.high & 0x3fffffff) | 0x80000000) >>> 0);
  const fourth = hex(random.low);
  return `${first}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${fourth}`;
}

const hex = (word: number): string => word.toString(16).padStart(8, '0');
