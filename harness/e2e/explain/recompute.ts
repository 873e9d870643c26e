import { isLess, minus, over, parse, plus, times, whole, write, type Fraction } from '../../fraction.ts';
import { fromPrint, type Interval, type Print, type Written } from './printed.ts';

/*
 * Recomputes every number of an explanation from the printed digits in its JSON answer. Independent of the
 * product: the rules are written here a second time.
 */

export interface Answer {
  readonly nodes: readonly {
    readonly id: string;
    readonly reading: string | null;
    readonly value: string | null;
    readonly unit: string;
    readonly scale: number;
    readonly formula: string;
    readonly print?: { readonly source: string; readonly id: string };
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  readonly prints: readonly Print[];
}

type Node = Answer['nodes'][number];

export interface Recomputed {
  readonly exact: Interval;
  readonly written: Written;
}

/** Expected numbers of each node, by id. */
export function recompute({ nodes, edges, prints }: Answer): Map<string, Recomputed> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const all = new Map<string, Recomputed>();
  const find = (id: string): Interval => {
    const known = all.get(id);
    if (known) return known.exact;
    const node = byId.get(id);
    if (!node) throw new Error(`an edge leads to ${id}, which is not there`);
    const [exact, written] = node.print
      ? fromPrint(printOf(node, prints), node.reading)
      : fromInputs(node, edges, find);
    all.set(id, { exact, written });
    return exact;
  };
  for (const { id } of nodes) find(id);
  return all;
}

function printOf({ print }: Node, prints: Answer['prints']): Print {
  const found = prints.find(({ source, id }) => source === print?.source && id === print.id);
  if (!found) throw new Error(`the print ${String(print?.id)} is not there`);
  return found;
}

function fromInputs(node: Node, edges: Answer['edges'], find: (id: string) => Interval): [Interval, Written] {
  if (node.formula === 'total@1') {
    const text = node.value ?? '';
    const value = parse(text);
    return [
      { value, low: value, high: value },
      { value: text, low: text, high: text },
    ];
  }
  const inputs = edges.filter(({ from }) => from === node.id).map(({ name, to }) => ({ name, of: find(to) }));
  const rule = ruleOf(node.formula, inputs.length);
  const at = (points: readonly Fraction[]): Fraction =>
    rule(Object.fromEntries(inputs.map(({ name }, index) => [name, points[index] ?? whole(0)])));
  let ends: Fraction[][] = [[]];
  for (const { of } of inputs)
    ends = ends.flatMap((corner) => [
      [...corner, of.low],
      [...corner, of.high],
    ]);
  // Sums of many parts have too many corners; the first and last suffice.
  const found = inputs.length > 6 ? [0, -1].map((end) => at(ends.at(end) ?? [])) : ends.map(at);
  const values = inputs.flatMap(({ of }) => of.value ?? []);
  const interval = {
    value: values.length === inputs.length ? at(values) : null,
    low: found.reduce((a, b) => (isLess(b, a) ? b : a)),
    high: found.reduce((a, b) => (isLess(a, b) ? b : a)),
  };
  return [
    interval,
    {
      value: interval.value && write(interval.value, node.scale, 'near'),
      low: write(interval.low, node.scale, 'below'),
      high: write(interval.high, node.scale, 'above'),
    },
  ];
}

type Inputs = Readonly<Record<string, Fraction>>;
const HUNDRED = whole(100);

/** New level over old level. */
const factor = (rate: Fraction): Fraction => over(plus(HUNDRED, rate), HUNDRED);
const growth = (level: Fraction, base: Fraction): Fraction =>
  times(HUNDRED, minus(over(level, base), whole(1)));
const of = (inputs: Inputs, name: string): Fraction => {
  const value = inputs[name];
  if (!value) throw new Error(`no input ${name}, only ${Object.keys(inputs).join(', ')}`);
  return value;
};
const weight = (i: Inputs): Fraction =>
  over(minus(of(i, 'whole'), of(i, 'rest')), minus(of(i, 'part'), of(i, 'rest')));
const base = (i: Inputs, name: string): Fraction =>
  over(of(i, `${name} level`), factor(of(i, `${name} growth`)));
const sum = (i: Inputs): Fraction => Object.values(i).reduce(plus);
const difference = (i: Inputs): Fraction => minus(of(i, 'minuend'), of(i, 'subtrahend'));

const RULES: Readonly<Record<string, (inputs: Inputs) => Fraction>> = {
  'ratio@1': (i) => growth(of(i, 'level'), of(i, 'base')),
  'implied-base@1': (i) => over(of(i, 'level'), factor(of(i, 'growth'))),
  'sum-of-parts@1': sum,
  'sum-of-periods@1': sum,
  'weighted-growth@1': (i) =>
    growth(
      plus(of(i, 'exports level'), of(i, 'imports level')),
      plus(base(i, 'exports'), base(i, 'imports')),
    ),
  'base-share@1': (i) => times(HUNDRED, weight(i)),
  'present-share@1': (i) =>
    times(times(HUNDRED, weight(i)), over(factor(of(i, 'part')), factor(of(i, 'whole')))),
  'contribution-of-rates@1': (i) => times(weight(i), of(i, 'part')),
  'level-share@1': (i) => times(HUNDRED, over(of(i, 'part'), of(i, 'whole'))),
  'level-contribution@1': (i) => times(HUNDRED, over(minus(of(i, 'part'), of(i, 'base')), of(i, 'whole'))),
  'share-back@1': (i) => times(of(i, 'share'), over(factor(of(i, 'whole')), factor(of(i, 'part')))),
  'contribution-of-share@1': (i) => over(times(of(i, 'share'), of(i, 'growth')), HUNDRED),
  'gap-growth@1': (i) => plus(of(i, 'reference'), of(i, 'gap')),
  'growth-difference@1': difference,
  'share-difference@1': difference,
};

function ruleOf(formula: string, inputs: number): (inputs: Inputs) => Fraction {
  if (formula === 'cumulative-difference@1')
    return inputs === 2
      ? (i) => minus(of(i, 'longer'), of(i, 'shorter'))
      : (i) =>
          growth(
            minus(of(i, 'longer level'), of(i, 'shorter level')),
            minus(base(i, 'longer'), base(i, 'shorter')),
          );
  const rule = RULES[formula];
  if (!rule) throw new Error(`no rule for ${formula}`);
  return rule;
}
