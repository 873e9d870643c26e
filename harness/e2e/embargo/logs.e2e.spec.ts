import { newSecretKeys } from '@silkgauge/service';
import { eventually, startApp, type RunningApp } from '../../services/index.ts';
import { deskIsThrough, hold, SECRETS, startEmbargoStack, tellInClear, type EmbargoStack } from './held.ts';

let world: EmbargoStack;
let others: readonly RunningApp[] = [];

beforeAll(async () => {
  world = await startEmbargoStack({ LOG_LEVEL: 'trace', NOTIFIER_SECRET_KEYS: newSecretKeys() });
  others = await Promise.all(['notifier', 'mcp', 'access'].map((name) => startApp(name, world.stack.env)));
});
afterAll(async () => {
  await Promise.all(others.map((app) => app.stop()));
  await world?.stop();
});

/** Services but the door that the figure is pushed through. */
const behindTheDoor = () => {
  const { aggregation, api, platform, policy } = world.stack;
  return [aggregation, api, platform, policy, ...others];
};

/** What each service tells of itself once all are ready. */
const readiness = () =>
  eventually(() =>
    Promise.all(
      [...behindTheDoor(), world.stack.customs].flatMap(({ url }) =>
        ['/readyz', '/healthz'].map(async (path) => {
          const answer = await fetch(url + path);
          const text = await answer.text();
          if (!answer.ok) throw new Error(text);
          return text;
        }),
      ),
    ),
  );

/** What moves by itself: the process, clocks, and how much was asked of it. */
const MOVES =
  /^(?:process|nodejs|silkgauge_http|silkgauge_access_(?:decisions|table))_|_(?:lag|stalled|behind|waiting)_seconds/;

async function metrics(): Promise<string[]> {
  const pages = await Promise.all(
    behindTheDoor().map(async ({ url }) => (await fetch(`${url}/metrics`)).text()),
  );
  return pages.flatMap((page) =>
    page.split('\n').filter((line) => !line.startsWith('#') && !MOVES.test(line)),
  );
}

it('an embargoed figure changes no readiness and no metric of any service behind its door, and stands in no log', async () => {
  await tellInClear(world);
  const [ready, measured] = [await readiness(), await metrics()];
  await hold(world);
  await eventually(() => deskIsThrough(world.model));
  expect(await readiness()).toEqual(ready);
  expect(await metrics()).toEqual(measured);
  for (const app of [...behindTheDoor(), world.stack.customs]) {
    expect(app.output()).not.toBe('');
    expect(SECRETS.filter((text) => app.output().includes(text))).toEqual([]);
  }
}, 120_000);
