import type { GrowthState } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import type { Explanation } from '../../apps/growth-api/src/explain/explanation.ts';
import { DATA_SETS } from '../../apps/loader/src/data-sets.ts';
import { fileURLToPath } from 'node:url';
import { allStates, caughtUp, get, load, push, root, startStack, stateUrl, type Stack } from '../stack.ts';
import { evaluate } from './expression.ts';
import { constructedFigures, constructedSales, withdrawalOf } from './families.ts';
import { parse, write, type Fraction } from './fractions.ts';
import { recompute, type Recomputed } from './recompute.ts';

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
  for await (const events of census()) expect(await push(stack.customs, events)).toMatchObject({ status: 202 });
  const figures = constructedFigures();
  expect(await push(stack.customs, figures)).toMatchObject({ status: 202 });
  const withdrawn = figures.filter((_, at) => at % 9 === 8).map(({ id }) => withdrawalOf(id));
  expect(await push(stack.customs, [...withdrawn, withdrawalOf('never-came')])).toMatchObject({ status: 202 });
  // Again under names of their own, so that what was withdrawn is there for the formulas.
  const again = figures.map((event) => ({ ...event, id: `again-${event.id}` }));
  expect(await push(stack.customs, again)).toMatchObject({ status: 202 });
  expect(await push(stack.platform, constructedSales('FR', 0, 300))).toMatchObject({ status: 202 });
  await caughtUp(stack);
}, 120_000);

afterAll(async () => {
  await stack?.stop();
});

/** Two chapters of the American imports, from China and in all, of all releases. */
async function* census(): AsyncGenerator<readonly object[]> {
  const set = DATA_SETS.find(({ name }) => name === 'us-census');
  if (!set) throw new Error('no us-census');
  for await (const events of set.events(fileURLToPath(new URL('data', root)))) {
    const some = events.filter(({ id }) => /^[^/]+\/[^/]+\/(00|85)\//.test(id));
    for (let at = 0; at < some.length; at += 1000) yield some.slice(at, at + 1000);
  }
}

/** Numbers from a seed, the same at each run. */
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

/** Every number that stands in a state, as `side value low high`. */
function numbersOf({ level, growth, other }: GrowthState): string[] {
  const figures: [string, Sides][] = [
    ['level', level],
    ...Object.entries(growth).map(([key, sides]): [string, Sides] => [`growth.${key}`, sides]),
    ...Object.entries(other).map(([measure, sides]): [string, Sides] => [`other.${measure}`, sides]),
  ];
  return figures.flatMap(([name, sides]) =>
    (['reported', 'computed', 'implied', 'forecast'] as const).flatMap((side) => {
      const shown = sides[side];
      return shown ? numbersIn(shown).map((number) => `${name}.${side} ${number}`) : [];
    }),
  );
}

function numbersIn(shown: Measurement): string[] {
  return (shown.readings ?? [shown]).map(({ value, low, high }) => [value, low, high].join(' '));
}

/** Everything that is wrong with an answer, worked out from the answer alone. */
function faultsOf(answer: Explanation): string[] {
  const { state, nodes, edges } = answer;
  if (!answer.recomputed) return [`${state.key} is not explained`];
  const faults: string[] = [];
  const again = recompute(answer);
  const expect = (what: string, is: unknown, must: unknown): void => {
    if (JSON.stringify(is) !== JSON.stringify(must))
      faults.push(`${state.key} ${what}: ${JSON.stringify(is)}, must be ${JSON.stringify(must)}`);
  };
  for (const node of nodes) {
    const { value, low, high } = node;
    expect(`${node.id} ${node.formula}`, { value, low, high }, again.get(node.id)?.written);
    const exact = again.get(node.id)?.exact.value;
    if (exact && node.formula !== 'total@1')
      expect(
        `${node.expression} of ${node.id}`,
        write(evaluate(node.expression, namedInputs(answer, node.id, again)), 12, 'near'),
        write(exact, 12, 'near'),
      );
  }
  const shown = nodes.filter((node) => node.shown);
  const numbers = shown.map(({ side, value, low, high }) => `${side} ${[value, low, high].join(' ')}`);
  expect('numbers', numbers, numbersOf(state));
  const ids = new Set(nodes.map(({ id }) => id));
  for (const { from, to } of edges) expect('an edge', [ids.has(from), ids.has(to)], [true, true]);
  return faults;
}

function namedInputs(
  { edges, nodes, prints }: Explanation,
  id: string,
  again: ReadonlyMap<string, Recomputed>,
): Record<string, Fraction> {
  const print = nodes.find((node) => node.id === id)?.print;
  const printed = prints.find((one) => one.source === print?.source && one.id === print.id)?.printed;
  if (printed) return { value: parse(printed.value), multiplier: parse(printed.multiplier) };
  const inputs = edges.filter(({ from }) => from === id);
  return Object.fromEntries(
    inputs.flatMap(({ name, to }) => {
      const value = again.get(to)?.exact.value;
      return value ? [[name, value]] : [];
    }),
  );
}

/** Answers to many questions, a few at a time. */
async function answersTo<T, A>(asked: readonly T[], ask: (one: T) => Promise<A>): Promise<A[]> {
  const answers: A[] = [];
  for (let at = 0; at < asked.length; at += 8)
    answers.push(...(await Promise.all(asked.slice(at, at + 8).map(ask))));
  return answers;
}

it('a script that is given the answer alone works out every number of it again', async () => {
  const states = await allStates(stack);
  const isConstructed = ({ key, series }: GrowthState) => series.reporter === 'SPEC' || key.startsWith('SPEC.');
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
  expect(asked.length).toBeGreaterThan(240);
  const formulas = new Set(answers.flatMap(({ nodes }) => nodes.map(({ formula }) => formula)));
  expect([...formulas].sort()).toEqual(FORMULAS);
  const told = answers.flatMap(({ prints }) => prints);
  expect(new Set(told.map(({ standing }) => standing))).toEqual(
    new Set(['chosen', 'support', 'superseded', 'conflict', 'withdrawn']),
  );
}, 60_000);

it('also of versions of the past, by their place in the log and by the time', async () => {
  const changes: GrowthState[] = [];
  for (let after = '0', next: string | null = '0'; next !== null; ) {
    const page: { items: GrowthState[]; next: string | null } = await get(stack, `/v1/changes?after=${after}&limit=1000`);
    changes.push(...page.items);
    after = page.items.at(-1)?.sequence ?? after;
    next = page.next;
  }
  const some = choose(changes, 200, 7);
  const bySequence = await answersTo(some, ({ key, sequence }) => explain(key, `?asOf=${sequence}`));
  expect(bySequence.map(({ state }) => state)).toEqual(some);
  expect(bySequence.flatMap(faultsOf)).toEqual([]);
  const byTime = await answersTo(some.slice(0, 100), ({ key, knownAt }) => explain(key, `?asOf=${knownAt}`));
  expect(byTime.flatMap(faultsOf)).toEqual([]);
  for (const [at, { prints }] of byTime.entries())
    for (const { knownAt } of prints) expect(knownAt <= (some[at]?.knownAt ?? '')).toBe(true);
}, 60_000);
