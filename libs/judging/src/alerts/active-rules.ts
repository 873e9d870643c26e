import type { ActiveRule } from '@silkgauge/alerts';
import { readRule, type AlertRule } from '@silkgauge/contract';
import { readOrders, type Queryable } from '@silkgauge/read-model';
import { takeActive, type ReadOrder } from '../active-orders.ts';

export interface ActiveRules {
  readonly rules: Map<string, ActiveRule<AlertRule>>;
  /** Why rules cannot be read. */
  readonly unfollowed: Map<string, string>;
}

/** The rules that stand at a place in the log, by name; those read so far once `isOver` says so. */
export async function readActiveRules(
  db: Queryable,
  asOf: string,
  isOver: () => boolean,
): Promise<ActiveRules> {
  const rules = new Map<string, ActiveRule<AlertRule>>();
  const unfollowed = await takeActive(
    (after, limit) => readOrders(db, 'alert', { names: null, after, asOf }, limit),
    isOver,
    (order) => rules.set(order.name, activeRule(order)),
  );
  return { rules, unfollowed };
}

/** The rule of an accepted order. */
export function activeRule({ name, times, source, id, data }: ReadOrder): ActiveRule<AlertRule> {
  const reading = readRule(JSON.parse(data));
  if (!reading.ok) throw new Error(`The rule ${name} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { rule: reading.value, version: times, source, id };
}
