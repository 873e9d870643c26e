import type { Explanation } from '@silkgauge/contract';
import type { Measurement, Sides, StateBody } from '@silkgauge/growth';
import { evaluate } from './expression.ts';
import { parse, write, type Fraction } from '../../fraction.ts';
import { recompute, type Recomputed } from './recompute.ts';

/** The numbers of a state, each as `side value low high`. */
function numbersOf({ level, growth, other }: StateBody): string[] {
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
  const numbers = shown.readings ?? (shown.absence === undefined ? [shown] : []);
  return numbers.map(({ value, low, high }) => [value, low, high].join(' '));
}

/** All faults of an answer, found from the answer alone. */
export function faultsOf(answer: Explanation): string[] {
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
  const told = new Set(answer.prints.map(({ source, id }) => `${source} ${id}`));
  for (const { print, settledBy = [] } of nodes)
    for (const { source, id } of [...(print ? [print] : []), ...settledBy])
      expect(`print ${id}`, told.has(`${source} ${id}`), true);
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
