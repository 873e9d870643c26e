import type { FirstSale } from '@silkgauge/read-model';
import type { SalesFold } from './fold-sales.ts';

/**
 * The months that may be a platform's first with sales, each with the first version that counts one.
 * `hasSales` tells known months; `versions` are in the order of writing, and `place` counts them from 1.
 */
export function firstSales(
  folds: readonly Pick<SalesFold, 'seriesKey' | 'period'>[],
  versions: readonly { readonly seriesKey: string; readonly period: string }[],
  hasSales: (platform: string, month: string) => boolean,
): FirstSale[] {
  const isNew = ({ seriesKey, period }: (typeof folds)[number]) => !hasSales(platformOf(seriesKey), period);
  const sold = new Set(folds.filter(isNew).map(stateOf));
  if (sold.size === 0) return [];
  const firsts = new Map<string, FirstSale>();
  versions.forEach((version, index) => {
    if (!sold.has(stateOf(version))) return;
    const first = { platform: platformOf(version.seriesKey), month: version.period, place: index + 1 };
    const name = `${first.platform} ${first.month}`;
    if (!firsts.has(name)) firsts.set(name, first);
  });
  return [...firsts.values()];
}

/** The platform is the reporter, the first dimension of the key. */
function platformOf(seriesKey: string): string {
  return seriesKey.slice(0, seriesKey.indexOf('.'));
}

const stateOf = ({ seriesKey, period }: { readonly seriesKey: string; readonly period: string }) =>
  `${seriesKey}/${period}`;
