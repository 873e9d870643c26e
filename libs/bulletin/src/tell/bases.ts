import type { Evidence, ToldState } from '../world.ts';
import { printsBehind } from './inputs.ts';
import { workedNumber, type ToldNumber } from './numbers.ts';
import { orderOf } from './order.ts';

/** A level that published growth implies: one number, or one for each reading of the growth. */
export interface ImpliedBase {
  /** The period whose growth implies it. */
  readonly period: string;
  readonly numbers: readonly ToldNumber[];
  /** Whether the state shows it. */
  readonly isShown: boolean;
}

const MEMBER = 'level.implied';

/** Every base of a state that another base or the level stated does not meet; none where all meet. */
export function differingBases(
  state: ToldState,
  evidence: Evidence | undefined,
  stated: readonly ToldNumber[],
): readonly ImpliedBase[] {
  if (!evidence || !state.flags.includes('implied-base-differs')) return [];
  const bases = basesIn(state, evidence);
  return bases.filter(
    ({ numbers }) =>
      bases.some((other) => !mayMeet(numbers, other.numbers)) ||
      (stated.length > 0 && !mayMeet(numbers, stated)),
  );
}

function basesIn(state: ToldState, evidence: Evidence): readonly ImpliedBase[] {
  const nodes = new Map(evidence.nodes.map((node) => [node.id, node]));
  const bases = new Map<string, { period: string; numbers: ToldNumber[]; isShown: boolean }>();
  for (const node of evidence.nodes) {
    if (node.key !== state.key || node.side !== MEMBER) continue;
    const to = evidence.edges.find(({ from, name }) => from === node.id && name === 'growth')?.to;
    const rate = nodes.get(to ?? '');
    if (!rate) continue;
    const name = `${rate.key} ${rate.side}`;
    const base = bases.get(name) ?? { period: rate.period, numbers: [], isShown: node.shown };
    bases.set(name, base);
    const at = { state, member: MEMBER, evidence };
    base.numbers.push(workedNumber(node, at, rate.reading, 'implied', printsBehind(evidence, [node.id])));
  }
  return [...bases.values()];
}

const mayMeet = (some: readonly ToldNumber[], others: readonly ToldNumber[]): boolean =>
  some.some((one) => others.some((other) => orderOf(one, other) === 'meets'));
