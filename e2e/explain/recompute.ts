import { digitsAfterPoint, isLess, minus, over, parse, plus, times, whole, write, type Fraction } from './fractions.ts';

/*
 * Works every number of an explanation out anew from the printed digits, given only the JSON answer. It uses nothing of the
 * system; the rules are written down here a second time.
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
  readonly prints: readonly {
    readonly source: string;
    readonly id: string;
    readonly measure: string;
    readonly printed: {
      readonly value: string;
      readonly valueHigh?: string;
      readonly multiplier: string;
      readonly wording: string | null;
      readonly qualifier: string;
    };
  }[];
}

type Node = Answer['nodes'][number];
type Print = Answer['prints'][number];

/** Exact, `value` null for a range. */
export interface Interval {
  readonly value: Fraction | null;
  readonly low: Fraction;
  readonly high: Fraction;
}

/** As an answer writes it. */
export interface Written {
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
}

export interface Recomputed {
  readonly exact: Interval;
  readonly written: Written;
}

/** What each node has to show, by id. */
export function recompute({ nodes, edges, prints }: Answer): Map<string, Recomputed> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const all = new Map<string, Recomputed>();
  const find = (id: string): Interval => {
    const known = all.get(id);
    if (known) return known.exact;
    const node = byId.get(id);
    if (!node) throw new Error(`an edge leads to ${id}, which is not there`);
    const [exact, written] = node.print ? fromPrint(node, prints) : fromInputs(node, edges, find);
    all.set(id, { exact, written });
    return exact;
  };
  for (const { id } of nodes) find(id);
  return all;
}

function fromInputs(node: Node, edges: Answer['edges'], find: (id: string) => Interval): [Interval, Written] {
  if (node.formula === 'total@1') {
    const text = node.value ?? '';
    const value = parse(text);
    return [{ value, low: value, high: value }, { value: text, low: text, high: text }];
  }
  const inputs = edges.filter(({ from }) => from === node.id).map(({ name, to }) => ({ name, of: find(to) }));
  const rule = ruleOf(node.formula, inputs.length);
  const at = (points: readonly Fraction[]): Fraction =>
    rule(Object.fromEntries(inputs.map(({ name }, index) => [name, points[index] ?? whole(0)])));
  let ends: Fraction[][] = [[]];
  for (const { of } of inputs) ends = ends.flatMap((corner) => [[...corner, of.low], [...corner, of.high]]);
  // Sums of many parts have too many corners, and no need of them.
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
const growth = (level: Fraction, base: Fraction): Fraction => times(HUNDRED, minus(over(level, base), whole(1)));
const of = (inputs: Inputs, name: string): Fraction => {
  const value = inputs[name];
  if (!value) throw new Error(`no input ${name}, only ${Object.keys(inputs).join(', ')}`);
  return value;
};
const weight = (i: Inputs): Fraction =>
  over(minus(of(i, 'whole'), of(i, 'rest')), minus(of(i, 'part'), of(i, 'rest')));
const base = (i: Inputs, name: string): Fraction => over(of(i, `${name} level`), factor(of(i, `${name} growth`)));
const sum = (i: Inputs): Fraction => Object.values(i).reduce(plus);
const difference = (i: Inputs): Fraction => minus(of(i, 'minuend'), of(i, 'subtrahend'));

const RULES: Readonly<Record<string, (inputs: Inputs) => Fraction>> = {
  'ratio@1': (i) => growth(of(i, 'level'), of(i, 'base')),
  'implied-base@1': (i) => over(of(i, 'level'), factor(of(i, 'growth'))),
  'sum-of-parts@1': sum,
  'sum-of-periods@1': sum,
  'weighted-growth@1': (i) =>
    growth(plus(of(i, 'exports level'), of(i, 'imports level')), plus(base(i, 'exports'), base(i, 'imports'))),
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

/** A decimal and how many digits it is written with. */
interface Digits {
  readonly of: Fraction;
  readonly scale: number;
}

function fromPrint({ print, reading }: Node, prints: Answer['prints']): [Interval, Written] {
  const found = prints.find((one) => one.source === print?.source && one.id === print.id);
  if (!found) throw new Error(`the print ${String(print?.id)} is not there`);
  const [value, low, high] = endsOf(found).map((one) => one && inPercent(inUnits(one, found), found, reading));
  if (!low || !high) throw new Error('a print without ends');
  const text = (one: Digits): string => write(one.of, one.scale, 'near');
  return [
    { value: value?.of ?? null, low: low.of, high: high.of },
    { value: value ? text(value) : null, low: text(low), high: text(high) },
  ];
}

/** Value, low and high of the digits as printed. */
function endsOf({ printed: { value, valueHigh, qualifier } }: Print): readonly (Digits | null)[] {
  const scale = digitsAfterPoint(value);
  const step = over(whole(1), whole(10n ** BigInt(scale)));
  const printed = { of: parse(value), scale };
  const next = (steps: number): Digits => ({ of: plus(printed.of, times(step, whole(steps))), scale });
  const half = (text: string, sign: number): Digits => {
    const finer = digitsAfterPoint(text) + 1;
    return { of: plus(parse(text), over(whole(5 * sign), whole(10n ** BigInt(finer)))), scale: finer };
  };
  // Over and under reach away from zero and towards it.
  const isAbove = (qualifier === 'over') === printed.of.n >= 0n;
  switch (qualifier) {
    case 'exact':
      return [printed, half(value, -1), half(value, 1)];
    case 'about':
      return [printed, next(-1), next(1)];
    case 'over':
    case 'under':
      return isAbove ? [printed, printed, next(1)] : [printed, next(-1), printed];
    case 'range': {
      const other = valueHigh ?? value;
      const [lower, upper] = isLess(parse(other), parse(value)) ? [other, value] : [value, other];
      return [null, half(lower, -1), half(upper, 1)];
    }
    default:
      throw new Error(`no qualifier ${qualifier}`);
  }
}

/** Times a round unit such as a billion, with only as many digits as the print still gives there. */
function scaled({ of: number, scale }: Digits, unit: string): Digits {
  const plain = unit.replace('.', '');
  const zeros = /[1-9]/.test(plain) ? plain.length - plain.replace(/0+$/, '').length : 0;
  return { of: times(number, parse(unit)), scale: Math.max(0, scale + digitsAfterPoint(unit) - zeros) };
}

const inUnits = (one: Digits, { printed }: Print): Digits => scaled(one, printed.multiplier);

function inPercent(one: Digits, { measure, printed }: Print, reading: string | null): Digits {
  const says = measure === 'growth' ? (reading ?? printed.wording) : null;
  if (says === 'up-by-times') return scaled(one, '100');
  if (says === 'to-times' || says === 'fold') return scaled({ ...one, of: minus(one.of, whole(1)) }, '100');
  return one;
}
