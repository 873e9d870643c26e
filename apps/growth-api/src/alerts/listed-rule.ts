import type { ListedRule } from '@silkgauge/contract';
import type { AlertRuleRow } from '@silkgauge/read-model';

/** A rule as JSON text, with what defines it as it was pushed. */
export function listedRule(row: AlertRuleRow): string {
  const { rule, definitions: version, source, id, sequence, data } = row;
  const head: Omit<ListedRule, 'data'> = {
    ...{ rule, version, source, id, sequence },
    knownAt: row.known_at.toISOString(),
  };
  return `${JSON.stringify(head).slice(0, -1)},"data":${data}}`;
}
