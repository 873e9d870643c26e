import type { Explanation, GrowthState } from '@silkgauge/contract';
import { partOfMonth } from '@silkgauge/growth';
import {
  allStates,
  caughtUp,
  get,
  load,
  push,
  pushPart,
  startStack,
  stateUrl,
  type Stack,
} from '../stack.ts';
import { constructedFigures, constructedSales, withdrawalOf } from './families.ts';
import { faultsOf } from './faults.ts';

const FORMULAS = [
  'base-share@1',
  'contribution-of-rates@1',
  'contribution-of-share@1',
  'cumulative-difference@1',
  'gap-growth@1',
  'growth-difference@1',
  'implied-base@1',
  'level-contribution@1',
  'level-share@1',
  'present-share@1',
  'ratio@1',
  'reported@1',
  'share-back@1',
  'share-difference@1',
  'sum-of-parts@1',
  'sum-of-periods@1',
  'total@1',
  'weighted-growth@1',
];

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed', 'cbec');
  // Two chapters of the American imports, from China and in total, of all releases.
  await pushPart(stack, 'us-census', /^[^/]+\/[^/]+\/(00|85)\//);
  const figures = constructedFigures();
  expect(await push(stack.customs, figures)).toMatchObject({ status: 202 });
  const withdrawn = figures.filter((_, at) => at % 9 === 8).map(({ id }) => withdrawalOf(id));
  expect(await push(stack.customs, [...withdrawn, withdrawalOf('never-came')])).toMatchObject({
    status: 202,
  });
  // Pushed again under other ids, so the formulas also apply to withdrawn figures.
  const again = figures.map((event) => ({ ...event, id: `again-${event.id}` }));
  expect(await push(stack.customs, again)).toMatchObject({ status: 202 });
  expect(await push(stack.platform, constructedSales('FR', 0, 300))).toMatchObject({ status: 202 });
  await caughtUp(stack);
});

afterAll(async () => {
  await stack?.stop();
});

/** Reproducible random numbers from a seed. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

function choose<T>(all: readonly T[], count: number, seed: number): T[] {
  const next = dice(seed);
  const left = [...all];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(next(left.length), 1)).flat();
}

const explain = (key: string, query = ''): Promise<Explanation> => {
  const slash = key.indexOf('/');
  return get(stack, stateUrl(key.slice(0, slash), key.slice(slash + 1), `/explain${query}`));
};

/** Answers to many questions, a few at a time. */
async function answersTo<T, A>(asked: readonly T[], ask: (one: T) => Promise<A>): Promise<A[]> {
  const answers: A[] = [];
  for (let at = 0; at < asked.length; at += 8)
    answers.push(...(await Promise.all(asked.slice(at, at + 8).map(ask))));
  return answers;
}

it('a script recomputes every number of an answer from the answer alone', async () => {
  const states = await allStates(stack);
  const isConstructed = ({ series }: GrowthState) => series.reporter === 'SPEC';
  const asked = [
    ...states.filter(isConstructed),
    ...choose(
      states.filter((state) => !isConstructed(state)),
      200,
      20200716,
    ),
  ];
  const answers = await answersTo(asked, ({ key }) => explain(key));
  expect(answers.flatMap(faultsOf)).toEqual([]);
  expect(asked.length).toBeGreaterThanOrEqual(240);
  const formulas = new Set(answers.flatMap(({ nodes }) => nodes.map(({ formula }) => formula)));
  expect([...formulas].sort()).toEqual(FORMULAS);
  expect(answers.some(({ nodes }) => nodes.some(({ settledBy = [] }) => settledBy.length > 0))).toBe(true);
  const told = answers.flatMap(({ prints }) => prints);
  expect(new Set(told.map(({ standing }) => standing))).toEqual(
    new Set(['chosen', 'support', 'superseded', 'conflict', 'excluded', 'withdrawn']),
  );
});

it('a script recomputes past versions, by sequence and by time', async () => {
  const changes: GrowthState[] = [];
  for (let after = '0', next: string | null = '0'; next !== null;) {
    const page: { items: GrowthState[]; next: string | null } = await get(
      stack,
      `/v1/changes?after=${after}&limit=1000`,
    );
    changes.push(...page.items);
    after = page.items.at(-1)?.sequence ?? after;
    next = page.next;
  }
  const some = choose(changes, 200, 7);
  const bySequence = await answersTo(some, ({ key, sequence }) => explain(key, `?asOf=${sequence}`));
  // The API adds notices in force and a pointer, and says of a month of sales whether it is over; the log does neither.
  const explained = bySequence.map(({ state: { notices: _, twoYearAverage: __, ...state } }) => state);
  const logged = some.map((state, at) =>
    state.counts && explained[at]?.flags.includes('partial-period')
      ? { ...state, ...partOfMonth(state) }
      : state,
  );
  expect(explained).toEqual(logged);
  expect(bySequence.flatMap(faultsOf)).toEqual([]);
  const byTime = await answersTo(some.slice(0, 100), ({ key, knownAt }) => explain(key, `?asOf=${knownAt}`));
  expect(byTime.flatMap(faultsOf)).toEqual([]);
  // Within one partition decisions follow the append times; other partitions may be ahead.
  for (const [at, { state, prints }] of byTime.entries()) {
    const [cause] = state.change?.causes ?? [];
    const beside = prints.filter(
      ({ topic, partition }) => topic === cause?.topic && partition === cause.partition,
    );
    for (const { knownAt } of beside) expect(knownAt <= (some[at]?.knownAt ?? '')).toBe(true);
  }
});
