import type { BothLanguages, Dimension } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { CODE_REGISTERS } from '@silkgauge/known';
import { column, words, type Column } from './column.ts';

/** The name of a dimension's code, in the language asked for; empty where no register knows the code. */
export function nameColumn(dimension: Dimension, title: BothLanguages): Column {
  const register = CODE_REGISTERS[dimension];
  return {
    ...column(
      `${dimension}Name`,
      words(`${title.en}, name`, `${title.zh}名称`),
      'string',
      words(
        `Name of the code in ${dimension}, in English or Chinese as asked for; empty where no register knows it.`,
        `${title.zh}代码的名称，按请求使用英文或中文；登记表中没有时为空。`,
      ),
      ({ state }, { language }) => register.get(state.series[dimension])?.[language] ?? null,
    ),
    isNamed: true,
  };
}

const boundColumn = (end: 'start' | 'end', name: string, titles: BothLanguages, description: BothLanguages) =>
  column(name, titles, 'date', description, ({ state }) => periodBounds(state.period)?.[end] ?? null);

/** First and last day of the period, for whoever draws it over time. */
export const BOUND_COLUMNS: readonly Column[] = [
  boundColumn(
    'start',
    'periodStart',
    words('First day', '首日'),
    words('First day of the period; empty for _U.', '时期的第一天；_U 时为空。'),
  ),
  boundColumn(
    'end',
    'periodEnd',
    words('Last day', '末日'),
    words('Last day of the period, included; empty for _U.', '时期的最后一天（含）；_U 时为空。'),
  ),
];
