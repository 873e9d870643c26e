import fc from 'fast-check';
import {
  createReadModel,
  readBulletinPlans,
  readListedBulletins,
  type ReadModel,
} from '@silkgauge/read-model';
import { isLifted, type NewestOrder } from '@silkgauge/releases';
import {
  bulletinDrop,
  bulletinPlan,
  release,
  releaseCancellation,
  testDatabase,
  tick,
  type SpecEvent,
  type TestDatabase,
} from '@silkgauge/testing';
import { OrderLog, waitsFor } from './waiting.fixture.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';
const hour = (at: number): string => new Date(Date.UTC(2020, 6, 14, at)).toISOString();

const names = fc.constantFrom('A', 'B');
const releases = fc.constantFrom('H1', 'H2');
const hours = fc.integer({ min: 0, max: 9 });
const anyEntry: fc.Arbitrary<SpecEvent> = fc.oneof(
  fc.tuple(names, releases).map(([name, of]) => waitsFor(of, bulletinPlan(name, KEY))),
  names.map((name) => bulletinPlan(name, KEY)),
  names.map(bulletinDrop),
  fc.tuple(releases, hours).map(([name, at]) => release(name, { at: hour(at), zone: 'UTC' })),
  releases.map(releaseCancellation),
  fc.constant(tick()),
);

/** What stands of a bulletin, by the words of the rule: followed entry by entry. */
interface Standing {
  readonly awaits: string | null;
  readonly isDropped: boolean;
  isPublished: boolean;
}

class Plainly {
  readonly bulletins = new Map<string, Standing>();
  readonly everPublished = new Set<string>();
  readonly #releases = new Map<string, NewestOrder>();
  #tickedAt: number | null = null;

  take({ key = '', type, data }: SpecEvent, knownAt: string): void {
    const [kind, name = ''] = key.split('/');
    const dropped = /\.(dropped|cancelled)\.v1$/.test(type);
    if (kind === 'clock') this.#tickedAt = Math.max(this.#tickedAt ?? 0, Date.parse(knownAt));
    if (kind === 'release') this.#releases.set(name, { ...(data as { at?: string }), dropped });
    if (kind === 'bulletin') {
      const { publish } = data as { publish?: 'at-once' | { readonly release: string } };
      const awaits = typeof publish === 'object' ? publish.release : null;
      this.bulletins.set(name, { awaits, isDropped: dropped, isPublished: !dropped && awaits === null });
    }
    for (const [of, one] of this.bulletins) {
      if (one.awaits !== null && isLifted(this.#releases.get(one.awaits), this.#tickedAt))
        one.isPublished = true;
      if (one.isPublished) this.everPublished.add(of);
    }
  }
}

let database: TestDatabase;
let readModel: ReadModel;
beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url, { max: 2 });
});
afterAll(async () => {
  await readModel.close();
  await database.drop();
});

it('the database says of each place in the log what the rule says entry by entry: a plan is published once its release is lifted, for good', async () => {
  const { pool } = readModel;
  const seen = { published: 0, waiting: 0, dropped: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(anyEntry, hours), { minLength: 10, maxLength: 25 }),
      async (entries) => {
        await pool.query('delete from register_version');
        const log = new OrderLog(pool);
        const plainly = new Plainly();
        for (const [at, [event, knownAt]] of entries.entries()) {
          const asOf = await log.append(`e${String(at)}`, event, hour(knownAt));
          plainly.take(event, hour(knownAt));
          const all = [...plainly.bulletins].sort(([one], [other]) => (one < other ? -1 : 1));
          const wanted = all.flatMap(([name, { isDropped, isPublished, awaits }]) =>
            isDropped && !plainly.everPublished.has(name)
              ? []
              : [[name, isDropped, isDropped || isPublished ? null : awaits]],
          );
          const found = await readBulletinPlans(
            pool,
            { names: ['A', 'B'], after: null, asOf, waiting: true },
            9,
          );
          expect(found.map(({ name, dropped, awaits }) => [name, dropped, awaits])).toEqual(wanted);
          const served = all.flatMap(([name, { isPublished }]) => (isPublished ? [name] : []));
          const everything = { names: null, after: null, asOf: null };
          expect((await readBulletinPlans(pool, everything, 9)).map(({ name }) => name)).toEqual(served);
          const listed = await readListedBulletins(pool, { before: null, until: asOf, limit: 9 });
          expect(listed.map(({ bulletin }) => bulletin).sort()).toEqual(served);
          seen.published += served.length;
          seen.waiting += found.filter(({ awaits }) => awaits !== null).length;
          seen.dropped += found.filter(({ dropped }) => dropped).length;
        }
      },
    ),
    { numRuns: 15 },
  );
  for (const count of [seen.published, seen.waiting, seen.dropped]) expect(count).toBeGreaterThan(0);
});
