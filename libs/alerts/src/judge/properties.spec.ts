import fc from 'fast-check';
import type { Measurement } from '@silkgauge/growth';
import { before, between, grown, judged, heldAgainst, state } from '../spec/states.fixture.ts';
import type { Holding } from './holding.ts';

/** An interval of halves, which a narrower one lies in; a point where its ends are equal. */
interface Span {
  readonly low: number;
  readonly high: number;
}

const half = fc.integer({ min: -10, max: 10 }).map((n) => n / 2);
const length = fc.integer({ min: 0, max: 5 }).map((n) => n / 2);
const span: fc.Arbitrary<Span> = fc.tuple(half, length).map(([low, long]) => ({ low, high: low + long }));
/** A span, and a wider one around it. */
const nested = fc.tuple(span, length, length).map(([inner, left, right]) => {
  const wide = { low: inner.low - left, high: inner.high + right };
  // The upper end of a point belongs to it: around it something has to be added.
  return {
    inner,
    outer: inner.low === inner.high && left > 0 && right === 0 ? { ...wide, high: wide.high + 0.5 } : wide,
  };
});

/** Points of a span, two steps of the ends at least. */
function pointsOf({ low, high }: Span): readonly number[] {
  if (low === high) return [low];
  return Array.from({ length: (high - low) * 4 }, (_, at) => low + at / 4);
}

const told = ({ low, high }: Span): Measurement => between(String(low), String(high));
const YEARS = ['2016', '2017', '2018', '2019'];

interface Condition {
  readonly name: string;
  /** How many other numbers it looks at. */
  readonly others: number;
  readonly holds: (own: Span, others: readonly Span[], bound: number) => Holding;
  readonly isMet: (own: number, others: readonly number[], bound: number) => boolean;
}

const threshold = (kind: string) => (own: Span, _: unknown, bound: number) =>
  judged({ kind, threshold: String(bound) }, grown({ reported: told(own) })).holds;
const record = (kind: string) => (own: Span, others: readonly Span[]) =>
  judged(
    { kind, atLeast: 4 },
    grown({ reported: told(own) }, { period: '2020' }),
    heldAgainst(
      {},
      others.map((one, at) => grown({ reported: told(one) }, { period: YEARS[at]! })),
    ),
  ).holds;

const CONDITIONS: readonly Condition[] = [
  { name: 'growth-above', others: 0, holds: threshold('growth-above'), isMet: (x, _, t) => x > t },
  { name: 'growth-below', others: 0, holds: threshold('growth-below'), isMet: (x, _, t) => x < t },
  {
    ...{ name: 'sign-flip', others: 1 },
    holds: (own, [was]) =>
      judged({ kind: 'sign-flip', against: 'last' }, grown({ reported: told(own) }), before(told(was!)))
        .holds,
    isMet: (x, [y]) => x * y! < 0,
  },
  {
    ...{ name: 'revision of growth', others: 1 },
    holds: (own, [was], bound) =>
      judged(
        { kind: 'revision', member: 'growth', than: String(Math.abs(bound)), against: 'last' },
        grown({ reported: told(own) }),
        before(told(was!)),
      ).holds,
    isMet: (x, [y], t) => Math.abs(x - y!) > Math.abs(t),
  },
  {
    ...{ name: 'revision of a level', others: 1 },
    holds: (own, [was], bound) =>
      judged(
        { kind: 'revision', member: 'level', than: String(Math.abs(bound) * 20), against: 'first' },
        state({ level: { reported: told(own) } }),
        before(told(was!), 'level.reported'),
      ).holds,
    isMet: (x, [y], t) => Math.abs(x - y!) * 100 > Math.abs(t) * 20 * Math.abs(y!),
  },
  { name: 'record-high', others: 4, holds: record('record-high'), isMet: (x, ys) => ys.every((y) => x > y) },
  { name: 'record-low', others: 4, holds: record('record-low'), isMet: (x, ys) => ys.every((y) => x < y) },
];

/** What a condition says of each choice of points; of several others the extreme ones decide. */
function choices(
  { isMet }: Condition,
  own: Span,
  others: readonly Span[],
  bound: number,
): readonly boolean[] {
  const each = others.map(pointsOf);
  const picked: readonly (readonly number[])[] =
    others.length < 2
      ? (each[0]?.map((one) => [one]) ?? [[]])
      : [each.map((points) => points[0]!), each.map((points) => points.at(-1)!)];
  return pointsOf(own).flatMap((x) => picked.map((ys) => isMet(x, ys, bound)));
}

describe.each(CONDITIONS)('$name', (condition) => {
  const { holds, others } = condition;
  const besides = fc.array(nested, { minLength: others, maxLength: others });

  it('fires only where every point of every side meets it, and is denied only where none does', () => {
    fc.assert(
      fc.property(span, besides, half, (own, beside, bound) => {
        const spans = beside.map(({ inner }) => inner);
        const met = choices(condition, own, spans, bound);
        const found = holds(own, spans, bound);
        if (found === 'surely') expect(met).not.toContain(false);
        if (found === 'no') expect(met).not.toContain(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is decided no more by wider intervals: open stays open, and nothing turns into its opposite', () => {
    const allowed = { surely: ['surely', 'possibly'], possibly: ['possibly'], no: ['no', 'possibly'] };
    fc.assert(
      fc.property(nested, besides, half, (own, beside, bound) => {
        const narrow = holds(
          own.inner,
          beside.map(({ inner }) => inner),
          bound,
        );
        const wide = holds(
          own.outer,
          beside.map(({ outer }) => outer),
          bound,
        );
        expect(allowed[narrow]).toContain(wide);
      }),
      { numRuns: 500 },
    );
  });
});

// Percent of what was has bounds between the points that are tried here.
describe.each(CONDITIONS.filter(({ name }) => name !== 'revision of a level'))('$name', (condition) => {
  const { holds, others } = condition;
  const besides = fc.array(nested, { minLength: others, maxLength: others });

  it('is open only where the digits leave it open', () => {
    fc.assert(
      fc.property(span, besides, half, (own, beside, bound) => {
        const spans = beside.map(({ inner }) => inner);
        if (holds(own, spans, bound) !== 'possibly') return;
        const met = choices(condition, own, spans, bound);
        expect([met.includes(true), met.includes(false)]).toEqual([true, true]);
      }),
      { numRuns: 500 },
    );
  });
});
