import { readFileSync } from 'node:fs';
import { readPlan, type Plan } from '@silkgauge/contract';

const FILE = new URL('../../../../data/seed/plan.jsonl', import.meta.url);

/** The plan that goes with the article, as its event has it. */
export const SEED_PLAN_DATA = (JSON.parse(readFileSync(FILE, 'utf8')) as { data: unknown }).data;

/** A plan from parsed JSON. @throws Error with all its faults */
export function planOf(data: unknown): Plan {
  const read = readPlan(data);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.value;
}

export const SEED_PLAN = planOf(SEED_PLAN_DATA);
