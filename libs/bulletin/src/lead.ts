import { isCountry } from '@silkgauge/contract';
import { compareDecimals, havePeriodsEqualLength, periodBefore, type Measurement } from '@silkgauge/growth';
import { WHYS, type Lead, type Score, type Why } from './bulletin.ts';
import { scaledOf } from '@silkgauge/words';
import { textOf } from './segment.ts';
import type { Candidate } from './tell/telling.ts';
import { actualOf, sidesAt } from './tell/numbers.ts';
import { orderOf } from './tell/order.ts';
import { seriesOf } from './tell/telling.ts';
import { say } from './words/say.ts';
import type { ToldState, World } from './world.ts';

/** A sentence that may lead, in the order of the plan. */
export interface Led {
  readonly id: string;
  readonly candidate: Candidate;
}

/** Chooses the sentence that leads by whole points; of equal ones the first of the plan. Null for none. */
export function leadOf(world: World, led: readonly Led[]): Lead | null {
  const scores = led.map(({ id, candidate }): Score => {
    const points = pointsOf(world, candidate, isTotalBesideParts(candidate, led));
    const reasons = WHYS.flatMap((why) => {
      const found = points[why] ?? 0;
      const text = { en: textOf(say('en', `why-${why}`)), zh: textOf(say('zh', `why-${why}`)) };
      return found > 0 ? [{ why, points: found, text }] : [];
    });
    return { id, points: reasons.reduce((sum, reason) => sum + reason.points, 0), reasons };
  });
  const [first, ...rest] = scores;
  if (!first) return null;
  const best = rest.reduce((lead, score) => (score.points > lead.points ? score : lead), first);
  return { id: best.id, rule: 'salience@1', scores };
}

function pointsOf(world: World, candidate: Candidate, isTotal: boolean): Partial<Record<Why, number>> {
  const { states, growth, conflicts } = candidate;
  const all = states.map((state) => movesOf(world, state, growth));
  const most = (why: keyof Moves): number => Math.max(0, ...all.map((moves) => moves[why]));
  const areas = states.map(({ series }) => series.area);
  return {
    conflict: conflicts.length > 0 ? 40 : 0,
    'sign-flip': most('sign-flip'),
    revised: most('revised'),
    record: most('record'),
    surprise: most('surprise'),
    whole: areas.some(isCountry) ? 10 : 0,
    total: isTotal ? 5 : 0,
  };
}

/** `flows`, or a total that is told beside one of its own flows. */
function isTotalBesideParts({ isTotal, states }: Candidate, led: readonly Led[]): boolean {
  if (isTotal) return true;
  const [state] = states;
  if (state?.series.flow !== '_T') return false;
  const others = led.flatMap(({ candidate }) => candidate.states);
  return others.some(
    ({ series, period }) =>
      (series.flow === 'X' || series.flow === 'M') &&
      period === state.period &&
      (Object.keys(series) as (keyof typeof series)[]).every(
        (name) => name === 'flow' || series[name] === state.series[name],
      ),
  );
}

type Moves = Readonly<Record<'sign-flip' | 'revised' | 'record' | 'surprise', number>>;

function movesOf(world: World, state: ToldState, figure: string | null): Moves {
  const own = growthOf(state, figure);
  const said = revisionOf(world, state, figure);
  if (!own || figure === null)
    return { 'sign-flip': 0, revised: said.isRevised ? 25 : 0, record: 0, surprise: 0 };
  const equal = world
    .periods(seriesOf(state.key))
    .filter(({ period }) => period !== state.period && havePeriodsEqualLength(period, state.period));
  const others = equal.flatMap((other) => growthOf(other, figure) ?? []);
  const before = equal.find(({ period }) => period === periodBefore(state.period));
  const last = before && growthOf(before, figure);
  const isFlip = [last, said.growth].some((one) => one && areOpposite(own, one));
  const orders = others.map((other) => orderOf(own, other));
  const isRecord =
    others.length >= 4 && (orders.every((one) => one === 'above') || orders.every((one) => one === 'below'));
  return {
    'sign-flip': isFlip ? 30 : 0,
    revised: said.isRevised ? 25 : 0,
    record: isRecord ? 20 : 0,
    surprise: last ? Math.min(20, widthsApart(own, last)) : 0,
  };
}

interface Known {
  readonly low: string;
  readonly high: string;
}

const known = (side: Measurement | undefined): Known | undefined =>
  side && side.low !== null && side.high !== null && !side.readings
    ? { low: side.low, high: side.high }
    : undefined;

function growthOf(state: ToldState, figure: string | null): Known | undefined {
  const sides = figure === null ? undefined : sidesAt(state, figure);
  const side = actualOf(sides);
  return side && known(sides?.[side]);
}

/** Whether what is told now meets what the key said before that side last changed. */
function revisionOf(
  world: World,
  state: ToldState,
  figure: string | null,
): { readonly isRevised: boolean; readonly growth: Known | undefined } {
  const compared = ['level', ...(figure === null ? [] : [figure])].map((name) => {
    const sides = sidesAt(state, name);
    const side = actualOf(sides);
    const before = side && known(world.before(state.key, `${name}.${side}`));
    const now = side && known(sides?.[side]);
    return { name, before, isRevised: Boolean(before && now && orderOf(before, now) !== 'meets') };
  });
  return {
    isRevised: compared.some((one) => one.isRevised),
    growth: compared.find(({ name }) => name === figure)?.before,
  };
}

/** Surely on the other side of zero. */
function areOpposite(a: Known, b: Known): boolean {
  const side = ({ low, high }: Known): number =>
    compareDecimals(low, '0') > 0
      ? 1
      : compareDecimals(high, '0') <= 0 && compareDecimals(low, '0') < 0
        ? -1
        : 0;
  return side(a) !== 0 && side(a) === -side(b);
}

/** The distance of two intervals in whole widths of the wider one. */
function widthsApart(a: Known, b: Known): number {
  const all = [a.low, a.high, b.low, b.high].map(scaledOf);
  const exponent = Math.min(...all.map((one) => one.exponent));
  const [aLow = 0n, aHigh = 0n, bLow = 0n, bHigh = 0n] = all.map(
    (one) => one.digits * 10n ** BigInt(one.exponent - exponent),
  );
  const distance = aLow > bHigh ? aLow - bHigh : bLow > aHigh ? bLow - aHigh : 0n;
  const width = aHigh - aLow > bHigh - bLow ? aHigh - aLow : bHigh - bLow;
  if (distance === 0n) return 0;
  const whole = width === 0n ? 20n : distance / width;
  return Number(whole > 20n ? 20n : whole);
}
