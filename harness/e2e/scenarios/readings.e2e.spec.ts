import type { Explanation, GrowthState } from '@silkgauge/contract';
import { readStateChanges, stateJson } from '@silkgauge/read-model';
import { everythingHolds } from './invariants.ts';
import { startServedWorld, unplaced, type ServedWorld } from './world.ts';

const PRINTS = 1_000;
/** Different prints of one figure that are weighed. */
const WEIGHED = 500;
const KEY = 'SCRAPER.CN.CBEC.FULL._T._T._T._T.CNY/_U';

let world: ServedWorld;

beforeAll(async () => {
  world = await startServedWorld();
});

afterAll(() => world?.close());

it('scenario 28: thousand _U figures: states stay small, the log grows by the print; everything holds', async () => {
  await world.send('customs.figures', unplaced('SCRAPER', PRINTS));
  await everythingHolds(world);
  const changes = await readStateChanges(world.readModel.pool, '0', 2 * PRINTS);
  expect(changes).toHaveLength(PRINTS);
  const sizes = changes.map(({ document }) => document.length);
  // Each version and its predecessor have eight readings; only longer ids enlarge later versions.
  expect(Math.max(...sizes)).toBeLessThan(1.1 * (sizes[20] ?? 0));

  const last = changes.at(-1);
  const state = JSON.parse(last ? stateJson(last) : '') as GrowthState;
  expect(state.level.reported?.readings).toHaveLength(8);
  expect(state.level.reported?.more).toBe(PRINTS - 8);

  const told = new Set<string>();
  let next: string | undefined;
  do {
    const answer = await fetch(`${world.api.url}/v1/growth/${KEY}/explain${next ? `?cursor=${next}` : ''}`);
    const { recomputed, nodes, prints, morePrints } = (await answer.json()) as Explanation;
    expect(recomputed).toBe(true);
    expect(nodes).toHaveLength(WEIGHED);
    expect(nodes.filter(({ shown }) => shown)).toHaveLength(8);
    for (const { id } of prints) told.add(id);
    next = morePrints?.next;
  } while (next);
  expect(told.size).toBe(PRINTS);
});
