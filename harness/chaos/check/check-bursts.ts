import type { Pool } from 'pg';
import type { Mishaps } from '../world/mishaps.ts';
import { Findings, type Verdict } from './verdict.ts';

/** Source of the ticks of the aggregation itself. */
export const CLOCK = '/silkgauge/clock';

export const isOwnTick = (headers: Readonly<Record<string, Buffer>>): boolean =>
  String(headers['ce_source'] ?? '') === CLOCK;

/** SQL: whether a delivery is no tick of the aggregation itself. */
export const OF_THE_LOAD = `source <> '${CLOCK}'`;

/** What was held when its instant came became known at one tick, and nothing is held for an instant that has come. */
export async function checkLiftings(pool: Pool, lifted: readonly string[]): Promise<Verdict> {
  const findings = new Findings('what one instant lifts becomes known at one tick');
  for (const start of lifted) {
    const { rows } = await pool.query<{ ticks: number; early: number }>(
      `select count(distinct known_at)::int as ticks,
         (count(*) filter (where known_at < (data #>> '{embargo,until}')::timestamptz))::int as early
       from event where source = '/chaos/embargoed' and id like $1 and outcome <> 'duplicate'`,
      [`${start}-%`],
    );
    findings.saw(1);
    findings.expect(
      rows[0]?.ticks === 1 && rows[0].early === 0,
      () => `${start}: ${JSON.stringify(rows[0])}`,
    );
  }
  const { rows } = await pool.query<{ late: number }>(
    `select count(*)::int as late from embargoed where until < clock_timestamp() - interval '1 minute'`,
  );
  findings.expect(rows[0]?.late === 0, () => `${String(rows[0]?.late)} events are still held`);
  return findings.verdict;
}

/** Whole tables as of one sequence are the same however often and beside whatever they are read. */
export function checkExports({ count, problems }: Mishaps['exports']): Verdict {
  const findings = new Findings('a whole table of one sequence is the same at each reading');
  findings.saw(count);
  for (const problem of problems) findings.expect(false, () => problem);
  return findings.verdict;
}
