import { DECLARATIONS } from '@silkgauge/decisions';
import { parseSeriesKey, type Domain, type StateDocument } from '@silkgauge/contract';
import { addFigure, assembleState, newSeriesGraph, seriesIn, setTotal, type Figure } from '@silkgauge/growth';
import { same } from './ensure.ts';
import type { Tables } from './store/tables.ts';

/** Recomputes every state from the valid figures and the totals, independent of writer and cache. */
export function checkBodies({ series, figure, sale_total, growth_state, change }: Tables): void {
  const graphs: Record<Domain, ReturnType<typeof newSeriesGraph>> = {
    customs: newSeriesGraph({}, DECLARATIONS),
    platform: newSeriesGraph({}, DECLARATIONS),
  };
  const facts = new Map(
    [...series.rows.values()].flatMap(({ series_id, key, domain }) => {
      const dimensions = parseSeriesKey(key);
      return dimensions ? [[series_id, seriesIn(graphs[domain], dimensions)] as const] : [];
    }),
  );
  for (const { series_id, print, withdrawn_by } of figure.rows.values()) {
    const of = facts.get(series_id);
    if (of && withdrawn_by === null) addFigure(of, JSON.parse(print) as Figure);
  }
  for (const { series_id, period, total, events, units, last_ordered: last } of sale_total.rows.values()) {
    const of = facts.get(series_id);
    if (of) setTotal(of, period, { total, events: String(events), units, last });
  }
  for (const { series_id, period, sequence, known_at } of growth_state.rows.values()) {
    const of = facts.get(series_id);
    const text = change.rows.get(String(sequence))?.document ?? '{}';
    const { change: _, ...said } = JSON.parse(text) as StateDocument;
    const expected = of && assembleState(of, period, known_at.toISOString());
    same(JSON.stringify(said), JSON.stringify(expected), `what ${String(of?.key)}/${period} says`);
  }
}
