import { LATE_RULE, type ListedRule } from '@silkgauge/contract';
import type { OrderRow } from '@silkgauge/read-model';
import { withData } from '../orders/order-json.ts';

/** The rule that is always there, at its place in the order of names; `after` is the name before the page. */
export function withLateRule(
  rows: readonly OrderRow[],
  after: string | null,
  limit: number,
): readonly (OrderRow | null)[] {
  const isBefore = after !== null && after >= LATE_RULE;
  const place = rows.findIndex(({ name }) => name > LATE_RULE);
  const at = place < 0 ? rows.length : place;
  return isBefore || at >= limit ? rows : [...rows.slice(0, at), null, ...rows.slice(at)].slice(0, limit);
}

/** The name of a rule; null is the rule that is always there. */
export const nameOfRule = (row: OrderRow | null): string => row?.name ?? LATE_RULE;

/** A rule as JSON text, with what defines it as it was pushed. */
export function listedRule(row: OrderRow | null): string {
  if (row === null) return JSON.stringify(LATE);
  const { name: rule, times: version, source, id, sequence, data } = row;
  const head: Omit<ListedRule, 'data'> = {
    ...{ rule, version, source, id, sequence },
    knownAt: row.known_at.toISOString(),
  };
  return withData(head, data);
}

const LATE: ListedRule = {
  ...{ rule: LATE_RULE, version: 0, source: null, id: null, sequence: null, knownAt: null },
  data: { rule: LATE_RULE, kind: 'silence' },
};
