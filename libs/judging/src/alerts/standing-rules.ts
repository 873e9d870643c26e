import type { StandingRule } from '@silkgauge/alerts';
import { readRule, type AlertRule } from '@silkgauge/contract';
import { readOrders, type Queryable } from '@silkgauge/read-model';
import { takeStanding, type ReadOrder } from '../standing-orders.ts';

export interface StandingRules {
  readonly rules: Map<string, StandingRule<AlertRule>>;
  /** Why rules cannot be read. */
  readonly unfollowed: Map<string, string>;
}

/** The rules that stand at a place in the log, by name; those read so far once `isOver` says so. */
export async function readStandingRules(
  db: Queryable,
  asOf: string,
  isOver: () => boolean,
): Promise<StandingRules> {
  const rules = new Map<string, StandingRule<AlertRule>>();
  const unfollowed = await takeStanding(
    (after, limit) => readOrders(db, 'alert', { names: null, after, asOf }, limit),
    isOver,
    (order) => rules.set(order.name, standingRule(order)),
  );
  return { rules, unfollowed };
}

/** The rule of an accepted order. */
export function standingRule({ name, times, source, id, data }: ReadOrder): StandingRule<AlertRule> {
  const reading = readRule(JSON.parse(data));
  if (!reading.ok) throw new Error(`The rule ${name} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { rule: reading.value, version: times, source, id };
}
