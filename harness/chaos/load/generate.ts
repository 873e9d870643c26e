import { DueHeap } from '../../due-heap.ts';
import { Random } from '../../random.ts';
import { FactSource } from './facts.ts';
import { PoisonSource } from './poison.ts';
import type { GeneratedTopic, Produced } from './produced.ts';
import { SaleSource } from './sales.ts';

/** Largest distance in records between an event and its repeat, withdrawal or delayed delivery. */
const SOON = 60;
const LATER = 4_000;

/**
 * Endless records for the input topics, from a seed: sales with returns, figures with revisions and
 * withdrawals, claims, reporters, notices, statements; repeats, conflicts, late events, and bad records of every sort.
 */
export function* generate(seed: number): Generator<Produced, never> {
  const random = new Random(seed);
  const sales = new SaleSource(random);
  const facts = new FactSource(random);
  const poison = new PoisonSource(random, (topic) => goodRecord(topic, sales, facts));
  const waiting = new DueHeap<Produced>();
  for (let at = 0; ; at += 1) {
    const due = waiting.take(at);
    if (due) {
      yield due;
      continue;
    }
    const record = fresh(random, sales, facts, poison);
    for (const follower of followers(record, random, sales, facts)) {
      waiting.add(at + 1 + random.below(random.unit() < 0.8 ? SOON : LATER), follower);
    }
    // One in ten comes later, perhaps after its followers.
    if (random.unit() < 0.1) waiting.add(at + 1 + random.below(SOON), record);
    else yield record;
  }
}

function fresh(random: Random, sales: SaleSource, facts: FactSource, poison: PoisonSource): Produced {
  const draw = random.unit();
  if (draw < 0.74) return sales.next();
  if (draw < 0.88) return facts.figure('customs.figures');
  if (draw < 0.93) return facts.figure('platform.figures');
  const figures = random.unit() < 0.5 ? 'customs.figures' : 'platform.figures';
  if (draw < 0.945) return facts.claim(figures);
  if (draw < 0.95) return facts.description(figures);
  if (draw < 0.96) return facts.notice();
  if (draw < 0.965) return facts.order();
  if (draw < 0.97) return facts.tick();
  return poison.next();
}

/** Later consequences of a record; usually none. */
function followers(record: Produced, random: Random, sales: SaleSource, facts: FactSource): Produced[] {
  if (record.expected.kind === 'bad') return [];
  const isFigure = record.expected.kind === 'fact';
  const all: (Produced | null)[] = [];
  for (let repeats = random.unit() < 0.06 ? 1 + random.below(4) : 0; repeats > 0; repeats -= 1)
    all.push(record);
  if (random.unit() < 0.02) all.push(isFigure ? facts.conflictWith(record) : sales.conflictWith(record));
  if (isFigure && random.unit() < 0.15) all.push(facts.withdrawal(record));
  return all.filter((follower) => follower !== null);
}

/** A record in binary mode, ready to be spoilt. */
function goodRecord(topic: GeneratedTopic, sales: SaleSource, facts: FactSource): Produced {
  switch (topic) {
    case 'platform.sales':
      for (;;) {
        const sale = sales.next();
        if ('ce_id' in sale.headers) return sale;
      }
    case 'policy.notices':
      return facts.notice();
    case 'newsroom.orders':
      return facts.order();
    case 'clock.ticks':
      return facts.tick();
    case 'customs.figures':
    case 'platform.figures':
      return facts.figure(topic);
  }
}
