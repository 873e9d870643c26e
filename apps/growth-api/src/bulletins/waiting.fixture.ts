import { appendRegistered, type NewVersion, type ReadModel } from '@silkgauge/read-model';
import { tick, type SpecEvent } from '@silkgauge/testing';

/** Appends orders and ticks to the log, as the aggregation does. */
export class OrderLog {
  readonly #pool: ReadModel['pool'];
  readonly #newest = new Map<string, NewVersion & { readonly plans: number }>();

  constructor(pool: ReadModel['pool']) {
    this.#pool = pool;
  }

  /** Appends an event that is known from an instant on (ISO); returns its place. */
  async append(id: string, { type, key = '', data }: SpecEvent, knownAt: string): Promise<string> {
    const before = this.#newest.get(key);
    const dropped = /\.(dropped|cancelled)\.v1$/.test(type);
    const plans = (before?.plans ?? 0) + (dropped ? 0 : 1);
    // What is known of a key never falls.
    const known = new Date(Math.max(Date.parse(knownAt), before?.knownAt.getTime() ?? 0));
    const document = JSON.stringify({ source: '/spec', id, dropped, version: plans, data });
    const entry = {
      kind: 'order',
      key,
      version: (before?.version ?? 0) + 1,
      knownAt: known,
      document,
    } as const;
    this.#newest.set(key, { ...entry, plans });
    return String(await appendRegistered(this.#pool, [entry]));
  }

  tick(id: string, appendedAt: string): Promise<string> {
    return this.append(id, tick(), appendedAt);
  }
}

/** A plan that waits for a release. */
export const waitsFor = (release: string, plan: SpecEvent): SpecEvent => ({
  ...plan,
  data: { ...(plan.data as object), publish: { release } },
});
