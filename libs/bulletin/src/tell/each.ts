import type { EachPlan, FigurePlan } from '@silkgauge/contract';
import { tellFigure } from './figure.ts';
import type { Outcome, Telling } from './telling.ts';

/** Tells a figure for each state that a query matches, in order of key; those beyond the limit are refused. */
export function tellEach(telling: Telling, plan: EachPlan): readonly Outcome[] {
  const { id, query, period, tell, limit } = plan;
  const keys = telling.world
    .states(query, period)
    .map(({ key }) => key)
    .sort((a, b) => (a < b ? -1 : 1));
  if (keys.length === 0) return [{ id, plan, refused: 'no-state', keys: [] }];
  const told = keys.slice(0, limit).map((of): Outcome => {
    const figure: FigurePlan = { say: 'figure', id: `${id}/${of}`, of, tell, comparison: null };
    return { ...tellFigure(telling, figure), plan };
  });
  const left = keys.slice(limit, limit + limit);
  return left.length === 0 ? told : [...told, { id, plan, refused: 'too-many', keys: left }];
}
