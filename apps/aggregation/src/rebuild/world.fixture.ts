import type { InputTopic } from '@silkgauge/contract';
import { figure, records, sale, withdrawal, type SpecEvent } from '../batches.fixture.ts';

/** An event with its topic; events that need their order share a record key, and so a partition. */
export interface WorldEvent extends SpecEvent {
  readonly topic: InputTopic;
  readonly id: string;
  readonly key: string;
}

/** Reproducible random numbers from a seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0 === 0 ? 0 : Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }

  of<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  shuffled<T>(list: readonly T[]): T[] {
    const all = [...list];
    for (let i = all.length - 1; i > 0; i -= 1) {
      const j = this.below(i + 1);
      const [a, b] = [all[i], all[j]];
      if (a !== undefined && b !== undefined) [all[i], all[j]] = [b, a];
    }
    return all;
  }
}

const CUSTOMS = [
  'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY',
  'GACC.CN.CBEC.PLATFORM.X.9710.HS85._T.CNY',
] as const;
const SHOPS = ['FR', 'DE', 'ES'] as const;
const SHOP_FR = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';
/** Periods that ended long before the events arrive, and periods that still run. */
const PERIODS = [
  '2024',
  '2024-S1',
  '2025',
  '2025-01',
  '2025-02',
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '_U',
] as const;
const MONTHS = ['2024-12', '2025-01', '2025-02', '2025-12', '2026-01', '2026-02'] as const;
const MEASURES = ['level', 'level', 'growth', 'growth', 'share'] as const;

/**
 * Figures of three series, one of them also of sales, reprinted, revised, contradicted and withdrawn; sales
 * with returns; claims, statements and notices; bad events of each kind. No identity has two contents.
 */
export function world(seed: number, { figures = 60, sales = 150 } = {}): WorldEvent[] {
  const dice = new Dice(seed);
  const events: WorldEvent[] = [];
  const add = (topic: InputTopic, id: string, event: SpecEvent): void => {
    events.push({ ...event, topic, id, key: event.key ?? id });
  };
  for (let i = 0; i < figures; i += 1) {
    const series = dice.of([...CUSTOMS, SHOP_FR]);
    const topic = series === SHOP_FR ? 'platform.figures' : 'customs.figures';
    const id = `f${String(i)}`;
    add(topic, id, print(dice, series, id));
    if (dice.below(6) === 0) add(topic, `w${String(i)}`, withdrawal(id));
    if (dice.below(25) === 0) add(topic, `again${String(i)}`, withdrawal(id));
    // A withdrawal on the wrong topic never reaches the figure.
    if (dice.below(12) === 0)
      add(
        topic === 'customs.figures' ? 'platform.figures' : 'customs.figures',
        `lost${String(i)}`,
        withdrawal(id),
      );
    if (dice.below(15) === 0) {
      add(topic, `c${String(i)}`, claim(series));
      if (dice.below(2) === 0) add(topic, `wc${String(i)}`, withdrawal(`c${String(i)}`));
    }
  }
  for (let i = 0; i < sales; i += 1) add('platform.sales', `s${String(i)}`, soldBy(dice, `s${String(i)}`));
  for (let i = 0; i < 6; i += 1) add('policy.notices', `n${String(i)}`, notice(dice, i));
  add('policy.notices', 'said', statement());
  for (const topic of ['customs.figures', 'platform.sales', 'policy.notices'] as const) {
    add(topic, `bad-${topic}`, { type: 'silkgauge.figure.reported.v1', data: { period: '2025-13' } });
    add(topic, `odd-${topic}`, { type: 'who.knows', data: {} });
  }
  return events;
}

function print(dice: Dice, series: string, id: string): SpecEvent {
  const measure = dice.of(MEASURES);
  const level = { value: String(90 + dice.below(30)), multiplier: dice.of(['1', '1000']) };
  const rate = {
    value: dice.of(['5', '12.5', '-3.25', '119.43', '0']),
    comparison: dice.of(['GY', 'GY', 'G1', '2024', '2025-01', '_U']),
    wording: dice.of(['percent', 'percent', 'ambiguous-times']),
  };
  const share = { value: String(1 + dice.below(40)), unit: 'percent', comparison: 'GY', wording: 'percent' };
  const members = measure === 'level' ? level : measure === 'growth' ? unitOf(rate) : share;
  const publishedAt = dice.of(['2025', '2025-04', '2025-04-30', '2026-03-01T08:00:00Z', '_U']);
  const evidence = {
    document: 'https://example.org/a',
    quote: 'as printed',
    kind: dice.of(['official', 'agency', 'repost']),
  };
  const status = dice.of(['preliminary', 'final', 'revised', 'forecast', 'unspecified']);
  return figure(series, dice.of(PERIODS), { measure, ...members, publishedAt, evidence, status }, id);
}

const unitOf = <T extends { wording: string }>(rate: T) => ({
  ...rate,
  unit: rate.wording === 'percent' ? 'percent' : 'times',
});

function claim(series: string): SpecEvent {
  const { data } = figure(series, '2025-01', { value: '1' });
  const { series: dimensions, period, publishedAt, evidence } = data as Record<string, unknown>;
  return {
    type: 'silkgauge.claim.reported.v1',
    key: series,
    data: { series: dimensions, period, publishedAt, evidence, direction: 'up' },
  };
}

function soldBy(dice: Dice, id: string): SpecEvent {
  const amount = dice.of(['10.00', '7.5', '-7.5', '0.01', '1234']);
  const day = String(1 + dice.below(28)).padStart(2, '0');
  const orderedAt = `${dice.of(MONTHS)}-${day}T12:00:00Z`;
  return sale({ amount, orderedAt, buyerCountry: dice.of(SHOPS), quantity: String(dice.below(4)) }, id);
}

/** One of three notices in turn, published, published anew or withdrawn. */
function notice(dice: Dice, i: number): SpecEvent {
  const name = `N-${String(i % 3)}`;
  if (i >= 3 && dice.below(2) === 0)
    return { type: 'silkgauge.notice.withdrawn.v1', key: name, data: { notice: name, reason: 'replaced' } };
  return {
    type: 'silkgauge.notice.published.v1',
    key: name,
    data: {
      notice: name,
      issuer: 'GACC',
      title: `Number ${String(i)}`,
      announcedOn: '2024-12-01',
      effectiveFrom: dice.of(['2024-07', '2025-01-15', '2026']),
      ...(dice.below(2) === 0 && { effectiveTo: '2026-02-10' }),
      scope: dice.of<object>([{}, { areas: ['CN'] }, { areas: ['GB'], flow: 'X' }, { modes: ['9710'] }]),
      evidence: { document: 'https://example.org/n', quote: 'in force' },
    },
  };
}

function statement(): SpecEvent {
  return {
    type: 'silkgauge.statement.attributed.v1',
    key: 'N-0',
    data: {
      speaker: 'A. Person',
      affiliation: 'GACC',
      about: { notice: 'N-0' },
      quote: 'It works.',
      evidence: { document: 'https://example.org/s', quote: 'It works.' },
    },
  };
}

/** Another log of the same events: any order but within a notice, and a fifth delivered again later. */
export function rearranged(events: readonly WorldEvent[], dice: Dice): WorldEvent[] {
  const mixed = dice.shuffled(events);
  const again = mixed.filter(() => dice.below(5) === 0);
  const repeated = inNoticeOrder(mixed, events);
  for (const event of again) {
    const first = repeated.indexOf(event);
    repeated.splice(first + 1 + dice.below(repeated.length - first), 0, event);
  }
  return repeated;
}

/** Restores the order of publication among notices. */
function inNoticeOrder(mixed: readonly WorldEvent[], events: readonly WorldEvent[]): WorldEvent[] {
  const waiting = events.filter(isNotice);
  return mixed.map((event) => (isNotice(event) ? (waiting.shift() ?? event) : event));
}

const isNotice = ({ type }: WorldEvent): boolean => type.startsWith('silkgauge.notice.');

/** Structured records by topic and partition, in order; the record key decides the partition. */
export function logOf(events: readonly WorldEvent[], partitions: number) {
  const log = new Map<
    string,
    { topic: InputTopic; partition: number; records: ReturnType<typeof records> }
  >();
  events.forEach((event, place) => {
    const partition =
      [...event.key].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7) % partitions;
    const key = `${event.topic}/${String(partition)}`;
    const part = log.get(key) ?? { topic: event.topic, partition, records: [] };
    log.set(key, part);
    const [record] = records([event], BigInt(part.records.length));
    // Append times run from January into April 2026, while some of the periods run.
    const timestamp = String(Date.UTC(2026, 0, 5) + Math.floor((place / events.length) * 90 * 86_400_000));
    if (record) part.records.push({ ...record, timestamp });
  });
  return [...log.values()];
}
