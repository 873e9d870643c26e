import fc from 'fast-check';
import { NOTHING_TOLD } from '@silkgauge/bulletin';
import type { Rehearsal } from '@silkgauge/contract';
import { createReadModel, lastSequence } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { startApi } from '../growth-api.fixture.ts';
import { changedBulletin } from '@silkgauge/rehearsal';
import { PushedWorld, type PushedEvent } from './pushed-world.fixture.ts';
import {
  EACH_KIND,
  FIRST_PLANS,
  KINDS,
  pushes,
  SEEN_OF_ALERTS,
  TICKED_AT,
  type RandomPush,
} from './pushes.fixture.ts';

const asEvent = ({ type, data, id }: PushedEvent) => ({
  ...{ specversion: '1.0', type, source: '/spec', id, datacontenttype: 'application/json', data },
});

/** How often each outcome, and each kind of bulletin, was rehearsed. */
const seen = new Map<string, number>();
const see = (name: string): void => void seen.set(name, (seen.get(name) ?? 0) + 1);

/** Rehearses and then pushes, on a database of its own. */
async function compare(run: readonly RandomPush[]): Promise<void> {
  const database = await testDatabase();
  const readModel = createReadModel(database.url, { max: 4 });
  const api = await startApi(database, { rehearsalMs: 60_000 });
  try {
    const world = new PushedWorld(readModel);
    await world.tick(TICKED_AT);
    await world.follow();
    for (const { feed, events } of [FIRST_PLANS, ...run]) {
      const told = await world.tellings();
      const snapshot = await lastSequence(readModel.pool);
      const answer = await fetch(`${api.url}/v1/rehearsals?feed=${feed}`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify(events.map(asEvent)),
      });
      const rehearsed = (await answer.json()) as Rehearsal;
      expect([answer.status, rehearsed.snapshot]).toEqual([200, snapshot]);
      for (const { outcome } of rehearsed.outcomes) see(outcome);
      for (const { kind } of rehearsed.bulletins) see(kind);
      for (const { rule, after } of rehearsed.alerts) see(`${KINDS.get(rule) ?? rule} ${after}`);
      // Nothing is left behind, so the push comes next.
      expect(rehearsed.outcomes).toEqual(await world.push(feed, events));
      const changes = await world.changesAfter(snapshot);
      expect(byKey(rehearsed.states.map(({ before: _, ...state }) => state))).toEqual(byKey(changes));
      await world.follow();
      expect(byKey(rehearsed.alerts)).toEqual(byKey(await world.alertsAfter(snapshot)));
      const now = await world.tellings();
      const names = [...new Set([...told.keys(), ...now.keys()])].sort();
      expect(rehearsed.bulletins).toEqual(
        names.flatMap((name) => {
          const after = now.get(name);
          return (
            changedBulletin(name, told.get(name) ?? null, (after !== NOTHING_TOLD && after) || null) ?? []
          );
        }),
      );
    }
  } finally {
    await readModel.close();
    await api.end();
  }
}

/** The states of one event follow one another as they lie in memory. */
const byKey = <One extends { readonly key: string }>(some: readonly One[]): readonly One[] =>
  some.toSorted((a, b) => (a.key < b.key ? -1 : 1));

it('pushing what was rehearsed gives these outcomes, these keys as often, these states, alerts and bulletins', async () => {
  await fc.assert(fc.asyncProperty(fc.array(pushes, { minLength: 6, maxLength: 10 }), compare), {
    ...{ numRuns: 12, endOnFailure: true },
    examples: [[[...EACH_KIND]]],
  });
  const kinds = [
    'applied',
    'superseded',
    'duplicate',
    'rejected',
    'first',
    'update',
    'correction',
    'withdrawal',
    ...SEEN_OF_ALERTS,
  ];
  expect(kinds.filter((kind) => !seen.has(kind))).toEqual([]);
});
