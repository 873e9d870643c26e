import { placeName } from '@silkgauge/contract';
import { generationOf, type Locked, type Opened, type Opener, type Seals } from '@silkgauge/embargo';
import { liftedEvent, type HeldEvent, type Queryable } from '@silkgauge/read-model';
import { OperatorError } from '../ops/operator-config.ts';

type Place = Pick<HeldEvent, 'topic' | 'partition' | 'offset'>;

/** What the keys open; the generation alone where its key is not given. */
async function byKeys(seals: Seals | null, jwe: string): Promise<Opened | Locked | null> {
  if (seals) return seals.open(jwe);
  const generation = generationOf(jwe);
  return generation === null ? null : { generation };
}

/** For a rebuild, which would take back what it cannot open. */
export class EveryKey implements Opener {
  readonly generations: readonly number[];
  readonly #seals: Seals | null;

  constructor(seals: Seals | null) {
    this.#seals = seals;
    this.generations = seals?.generations ?? [];
  }

  /** @throws OperatorError `refused` without a key */
  async open(jwe: string, { topic, partition, offset }: Place): Promise<Opened | null> {
    const opened = await byKeys(this.#seals, jwe);
    if (!opened || !('generation' in opened)) return opened;
    const where = `offset ${String(offset)} of ${placeName({ topic, partition })}`;
    const why = `EMBARGO_KEYS lacks key ${String(opened.generation)}, which ${where} is encrypted by`;
    throw new OperatorError('refused', `${why}: a rebuild needs every key. Nothing was done.`);
  }
}

/**
 * For an audit: what the keys do not open is taken as the live read model has it, and counted. So all that rests on it is
 * checked, and nothing but that it is what was encrypted.
 */
export class KeyOrLive implements Opener {
  readonly generations: readonly number[];
  readonly #seals: Seals | null;
  readonly #live: Queryable;
  readonly #unopened = new Map<number, Set<string>>();

  constructor(seals: Seals | null, live: Queryable) {
    this.#seals = seals;
    this.#live = live;
    this.generations = seals?.generations ?? [];
  }

  /** How many events the keys did not open, by the generation that is not given. */
  get unopened(): readonly { readonly generation: number; readonly count: number }[] {
    return [...this.#unopened]
      .map(([generation, { size }]) => ({ generation, count: size }))
      .sort((a, b) => a.generation - b.generation);
  }

  async open(jwe: string, place: Place): ReturnType<Opener['open']> {
    const opened = await byKeys(this.#seals, jwe);
    if (!opened || !('generation' in opened)) return opened;
    const { generation } = opened;
    const places = this.#unopened.get(generation) ?? new Set();
    this.#unopened.set(generation, places.add(`${placeName(place)} ${String(place.offset)}`));
    const found = await liftedEvent(this.#live, place);
    if (!found) return null;
    if ('held' in found) return found.held.generation === null ? { waits: found.held } : { generation };
    const { type, source, id, time, data, by } = found.event;
    return { event: { specversion: '1.0', type, source, id, ...(time !== null && { time }), data }, by };
  }
}
