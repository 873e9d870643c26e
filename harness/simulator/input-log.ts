import type { InputTopic } from '@silkgauge/contract';
import { partitionOf, type InRecord } from '@silkgauge/kafka';
import { description, figure, sale, withdrawal, type SpecEvent } from '../fixtures/events.ts';
import { Random } from '../random.ts';
import { binary, structured } from './record.ts';
import { UNSTORABLE_PERIOD } from './store/operations-write.ts';

/** Meaning of a record by construction: checks use this meaning, not the product's reading of the bytes. */
export type Meaning =
  | ({ readonly kind: 'sale'; readonly id: string; readonly series: string; readonly month: string } & {
      readonly amount: string;
      readonly quantity: string;
    })
  | ({ readonly kind: 'figure'; readonly id: string; readonly series: string; readonly period: string } & {
      readonly measure: 'level' | 'growth';
      /** Null for a print without a number. */
      readonly value: string | null;
      /** Id of the print that this one corrects. */
      readonly corrects?: string;
      readonly isBreak?: true;
    })
  | { readonly kind: 'description'; readonly id: string }
  | { readonly kind: 'withdrawal'; readonly id: string; readonly ref: string }
  | ({ readonly kind: 'notice'; readonly id: string; readonly notice: string; readonly area: string } & {
      readonly stands: boolean;
    })
  | { readonly kind: 'bad' };

export interface Entry {
  readonly record: InRecord;
  readonly meaning: Meaning;
}

export interface InputPartition {
  readonly topic: InputTopic;
  readonly partition: number;
  /** Number of partitions of the topic. */
  readonly partitions: number;
  readonly entries: readonly Entry[];
  readonly end: bigint;
}

export interface World {
  readonly partitions: readonly InputPartition[];
  /** Least number of sales whose identities a partition remembers. */
  readonly identityWindow: number;
}

const BUYERS = ['FR', 'DE', 'IT', 'ES', 'US', 'JP'];
const MONTHS = ['2019-03', '2019-04', '2019-12', '2020-01', '2020-03', '2020-04', '2021-03'];
const CUSTOMS = ['GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY', 'USCENSUS.US.GOODS.IMPORTS.M._T.HS85.CN.USD'];
const PERIODS = ['2019-S1', '2020-S1', '2020', '2020-03', '2021-03'];

export const SOURCE = '/simulated';
export const seriesOf = (buyer: string): string => `SHOP.GB.SALES.OWN.X._T._T.${buyer}.GBP`;

/** The whole input of a simulation, by partition, with gaps between offsets. */
export function writeWorld(seed: number): World {
  const dice = new Random(seed * 2 + 1);
  const identityWindow = dice.chance(0.3) ? dice.between(4, 12) : 1_000;
  const partitions = salesPartitions(dice, identityWindow);
  if (dice.chance(0.4)) partitions.push(...factPartitions(dice));
  return { partitions, identityWindow };
}

function salesPartitions(dice: Random, window: number): InputPartition[] {
  const count = dice.between(1, 3);
  const logs = Array.from(
    { length: count },
    (_, i) => new PartitionWriter('platform.sales', [i, count], dice),
  );
  const accepted = logs.map((): (Meaning & { kind: 'sale' })[] => []);
  const total = dice.between(12, 36);
  for (let n = 0; n < total; n += 1) {
    const buyer = dice.between(0, BUYERS.length - 1);
    const home = partitionOf(Buffer.from(seriesOf(BUYERS[buyer]!)), count);
    const log = logs[home]!;
    const before = accepted[home]!;
    const fate = dice.unit();
    if (fate < 0.12) writeBad(log, dice, n);
    else if (fate < 0.16 && count > 1) {
      // A producer with another partitioner; the sale may already have counted on its own partition.
      const elsewhere = logs[(home + dice.between(1, count - 1)) % count]!;
      const again = before.length > 0 && dice.chance(0.5) ? dice.pick(before) : null;
      elsewhere.writeSale(again ?? someSale(dice, BUYERS[buyer]!, `s${String(n)}`), { kind: 'bad' });
    } else if (fate < 0.35 && before.length > 0) {
      // The product promises to remember the last `window` sales of a partition, for any batches.
      const again = dice.pick(before.slice(-window));
      log.writeSale(dice.chance(0.3) ? { ...again, amount: '999.99' } : again);
    } else {
      const fresh = someSale(dice, BUYERS[buyer]!, `s${String(n)}`);
      before.push(fresh);
      log.writeSale(fresh);
    }
  }
  return logs.map((log) => log.done());
}

function someSale(dice: Random, buyer: string, id: string): Meaning & { kind: 'sale' } {
  const returned = dice.chance(0.15);
  const amount = `${returned ? '-' : ''}${String(dice.between(0, 500))}${dice.pick(['', '.5', '.05', '.125'])}`;
  const month = dice.pick(MONTHS);
  const quantity = returned ? '-1' : String(dice.between(1, 3));
  return { kind: 'sale', id, series: seriesOf(buyer), month, amount, quantity };
}

function writeBad(log: PartitionWriter, dice: Random, n: number): void {
  const good = saleEvent(someSale(dice, 'FR', `bad${String(n)}`));
  const bad: Meaning = { kind: 'bad' };
  switch (dice.between(0, 5)) {
    case 0:
      log.write(good, bad, { value: Buffer.from('{"specversion":') });
      break;
    case 1:
      log.write(good, bad, { value: null, key: null });
      break;
    case 2:
      log.write({ ...good, data: { ...(good.data as object), amount: 'much' } }, bad);
      break;
    case 3:
      log.write({ ...good, key: 'elsewhere' }, bad);
      break;
    case 4:
      log.write(good, bad, { timestamp: '-1' });
      break;
    default:
      log.writeSale({ ...someSale(dice, 'FR', `bad${String(n)}`), month: UNSTORABLE_PERIOD }, bad);
  }
}

function factPartitions(dice: Random): InputPartition[] {
  const count = dice.between(1, 2);
  const customs = Array.from(
    { length: count },
    (_, i) => new PartitionWriter('customs.figures', [i, count], dice),
  );
  writeFigures(customs, dice, CUSTOMS, PERIODS, 'c', dice.between(2, 7));
  if (dice.chance(0.3))
    dice.pick(customs).write(description('GACC', 'd1'), { kind: 'description', id: 'd1' });
  const platform = new PartitionWriter('platform.figures', [0, 1], dice);
  writeFigures([platform], dice, BUYERS.slice(0, 2).map(seriesOf), MONTHS, 'p', dice.between(0, 4));
  const notices = new PartitionWriter('policy.notices', [0, 1], dice);
  for (let n = dice.between(0, 3); n > 0; n -= 1) writeNotice(notices, dice, n);
  return [...customs, platform, notices].map((log) => log.done());
}

function writeFigures(
  logs: readonly PartitionWriter[],
  dice: Random,
  series: readonly string[],
  periods: readonly string[],
  prefix: string,
  count: number,
): void {
  const known: (Meaning & { kind: 'figure' })[] = [];
  const logOf = (key: string): PartitionWriter => logs[series.indexOf(key) % logs.length]!;
  for (let n = 0; n < count; n += 1) {
    const fate = dice.unit();
    if (fate < 0.2 && known.length > 0) {
      const again = dice.pick(known);
      logOf(again.series).writeFigure(dice.chance(0.4) ? { ...again, value: '7.77' } : again);
    } else if (fate < 0.35) {
      // Withdraws an earlier or a later event, at times one of another kind or domain, which is refused.
      const own = `${prefix}${String(dice.between(0, count))}`;
      const ref =
        n % 5 === 4 ? `n${own.slice(1)}` : n % 5 === 3 ? `${prefix === 'c' ? 'p' : 'c'}${own.slice(1)}` : own;
      const id = `${prefix}w${String(n)}`;
      dice.pick(logs).write({ ...withdrawal(ref, SOURCE), id }, { kind: 'withdrawal', id, ref });
    } else if (fate < 0.42) {
      const event = figure(
        dice.pick(series),
        dice.pick(periods),
        { value: 'many' },
        `${prefix}bad${String(n)}`,
      );
      dice.pick(logs).write(event, { kind: 'bad' });
    } else {
      const measure = prefix === 'p' || dice.chance(0.6) ? 'level' : 'growth';
      const value = `${String(dice.between(1, 90))}.${String(dice.between(0, 9))}`;
      const of = { series: dice.pick(series), period: dice.pick(periods) };
      const drawn = { kind: 'figure', id: `${prefix}${String(n)}`, ...of, measure, value } as const;
      const fresh = rarely(drawn, known.at(-1));
      known.push(fresh);
      logOf(fresh.series).writeFigure(fresh);
    }
  }
}

/** At times a correction of the print before, a break, or no number; drawn from the digits alone. */
function rarely(
  drawn: Meaning & { kind: 'figure'; value: string },
  before: (Meaning & { kind: 'figure' }) | undefined,
): Meaning & { kind: 'figure' } {
  switch (drawn.value.at(-1)) {
    case '3':
    case '5': {
      if (!before) return drawn;
      const { series, period, measure, id: corrects } = before;
      return { ...drawn, series, period, measure, corrects };
    }
    case '6':
      return { ...drawn, isBreak: true };
    case '9':
      return { ...drawn, value: null };
    default:
      return drawn;
  }
}

function writeNotice(log: PartitionWriter, dice: Random, n: number): void {
  const area = dice.pick(['GB', 'CN']);
  const notice = `N-${area}-${String(dice.between(1, 2))}`;
  const stands = dice.chance(0.7);
  const id = `n${String(n)}`;
  const published = {
    notice,
    issuer: 'GACC',
    title: `A notice, edition ${String(n)}`,
    announcedOn: '2000-01-01',
    effectiveFrom: '2000-01-01',
    scope: { areas: [area] },
    evidence: { document: 'https://example.org/n', quote: 'in force' },
  };
  const event = stands
    ? { type: 'silkgauge.notice.published.v1', data: published }
    : { type: 'silkgauge.notice.withdrawn.v1', data: { notice, reason: 'replaced' } };
  log.write({ ...event, id, key: notice }, { kind: 'notice', id, notice, area, stands });
}

/** Members in the order of the contract, which qualifies for the fast reader. */
function saleEvent({ id, series, month, amount, quantity }: Meaning & { kind: 'sale' }): SpecEvent {
  const buyerCountry = series.split('.')[7] ?? '';
  const { data, ...rest } = sale({ amount, orderedAt: orderedAt({ id, month }), buyerCountry }, id);
  const { quantity: _, amount: __, orderedAt: time, ...head } = data as Record<string, string>;
  return { ...rest, data: { ...head, amount, quantity, orderedAt: time } };
}

/** In the middle of the month, on a day derived from the name. */
export function orderedAt({ id, month }: Pick<Meaning & { kind: 'sale' }, 'id' | 'month'>): string {
  const sum = [...id].reduce((before, letter) => before + letter.charCodeAt(0), 0);
  return `${month}-${String(10 + (sum % 10))}T10:00:00Z`;
}

class PartitionWriter {
  readonly #topic: InputTopic;
  readonly #partition: number;
  readonly #partitions: number;
  readonly #dice: Random;
  readonly #entries: Entry[] = [];
  #next = 0n;

  constructor(topic: InputTopic, [partition, partitions]: readonly [number, number], dice: Random) {
    this.#topic = topic;
    this.#partition = partition;
    this.#partitions = partitions;
    this.#dice = dice;
  }

  writeSale(what: Meaning & { kind: 'sale' }, meaning: Meaning = what): void {
    this.write(saleEvent(what), meaning);
  }

  writeFigure(what: Meaning & { kind: 'figure' }): void {
    const { series, period, measure, value, corrects, isBreak, id } = what;
    const members = {
      measure,
      ...(value === null ? { absence: 'confidential' } : { value }),
      ...(corrects !== undefined && { corrects: { source: SOURCE, id: corrects } }),
      ...(isBreak && { break: 'counted anew' }),
    };
    this.write(figure(series, period, members, id), what);
  }

  write(
    event: SpecEvent,
    meaning: Meaning,
    instead: { value?: Buffer | null; key?: null; timestamp?: string } = {},
  ): void {
    const timestamp = String(Date.UTC(2026, 0, 1) + 1_000 * Number(this.#next));
    // A record with deliberately bad bytes carries no wire bytes.
    const isPlain = Object.keys(instead).length === 0 && this.#dice.chance(0.6);
    const record = (isPlain ? binary : structured)(
      { source: SOURCE, ...event },
      { offset: this.#next, timestamp },
    );
    this.#entries.push({ record: { ...record, ...instead }, meaning });
    this.#next += this.#dice.chance(0.1) ? BigInt(this.#dice.between(2, 4)) : 1n;
  }

  done(): InputPartition {
    const place = { topic: this.#topic, partition: this.#partition, partitions: this.#partitions };
    return { ...place, entries: this.#entries, end: this.#next };
  }
}
