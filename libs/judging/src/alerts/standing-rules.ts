import type { StandingRule } from '@silkgauge/alerts';
import { readRule, type AlertRule } from '@silkgauge/contract';
import { inPages, readAlertRules, type AlertRuleRow, type Queryable } from '@silkgauge/read-model';

/** Rules per statement: a rule is up to 64 KiB. */
const AT_A_TIME = 50;

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
  const unfollowed = new Map<string, string>();
  const read = (after: string | null) => readAlertRules(db, { rules: null, after, asOf }, AT_A_TIME);
  for await (const rows of inPages(read, ({ rule }) => rule)) {
    if (isOver()) break;
    for (const row of rows)
      try {
        rules.set(row.rule, standingRule(row));
      } catch (error) {
        unfollowed.set(row.rule, String(error));
      }
  }
  return { rules, unfollowed };
}

/** The newest order of one rule as of a place; null where there is none. */
export async function readRuleOrder(db: Queryable, name: string, asOf: string): Promise<AlertRuleRow | null> {
  const [row] = await readAlertRules(db, { rules: [name], after: null, asOf }, 1);
  return row ?? null;
}

/** The rule of an accepted order. */
export function standingRule({
  rule,
  definitions,
  source,
  id,
  data,
}: Pick<AlertRuleRow, 'rule' | 'definitions' | 'source' | 'id' | 'data'>): StandingRule<AlertRule> {
  const reading = readRule(JSON.parse(data));
  if (!reading.ok) throw new Error(`The rule ${rule} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { rule: reading.rule, version: definitions, source, id };
}
