import { periodBounds } from '@silkgauge/growth';
import { DIMENSIONS, type Dimension } from '../series-key.ts';
import type { BothNames } from '@silkgauge/codelists';
import { column, inSql, words, type Column } from './column.ts';

/** What a dimension of a series is called and holds; in SDMX, and in SQL. */
interface Words<Id extends string> {
  readonly titles: BothNames;
  readonly description: BothNames;
  readonly sdmx: { readonly id: Id; readonly names: BothNames };
  readonly comment: string;
}

const dimension = <const Id extends string>(
  titles: BothNames,
  description: BothNames,
  id: Id,
  names: BothNames,
  comment: string,
): Words<Id> => ({ titles, description, sdmx: { id, names }, comment });

export const DIMENSION_WORDS = {
  reporter: dimension(
    words('Reporter', '发布方'),
    words('Who says it.', '数据由谁发布。'),
    'REPORTER',
    words('Reporter', '发布方'),
    'Who says the figure.',
  ),
  area: dimension(
    words('Area', '地区'),
    words('The area whose trade it is.', '贸易所属地区。'),
    'REF_AREA',
    words('Reference area', '地区'),
    'Area whose trade the figure is about.',
  ),
  indicator: dimension(
    words('Indicator', '指标'),
    words('What is measured.', '统计的内容。'),
    'INDICATOR',
    words('Indicator', '指标'),
    'What is measured.',
  ),
  coverage: dimension(
    words('Coverage', '统计口径'),
    words('By which count.', '按何种口径统计。'),
    'COVERAGE',
    words('Coverage', '统计口径'),
    'By which count.',
  ),
  flow: dimension(
    words('Flow', '流向'),
    words('X export, M import, _T both together.', 'X 出口，M 进口，_T 进出口合计。'),
    'FLOW',
    words('Trade flow', '流向'),
    'X exports, M imports, _T both. Of a notice: the flow it is limited to; null for none.',
  ),
  mode: dimension(
    words('Mode', '贸易方式'),
    words('Customs supervision mode.', '海关监管方式。'),
    'MODE',
    words('Customs supervision mode', '贸易方式'),
    'Customs supervision mode; _T all.',
  ),
  product: dimension(
    words('Product', '商品'),
    words('Which goods.', '商品类别。'),
    'PRODUCT',
    words('Product', '商品'),
    'Product; _T all.',
  ),
  counterpart: dimension(
    words('Counterpart', '对方地区'),
    words('Trade with whom.', '贸易伙伴。'),
    'COUNTERPART',
    words('Counterpart area', '对方地区'),
    'Trade partner; _T all.',
  ),
  currency: dimension(
    words('Currency', '币种'),
    words('Currency of the figures; _Z where things are counted.', '数据的币种；计数类为 _Z。'),
    'CURRENCY',
    words('Currency', '币种'),
    'Currency; _Z where things are counted.',
  ),
} as const satisfies Readonly<Record<Dimension, Words<string>>>;

/** The codes of a series. */
export const CODE_COLUMNS: readonly Column<never>[] = DIMENSIONS.map((name) => {
  const { titles, description } = DIMENSION_WORDS[name];
  return column(name, titles, 'string', description, ({ state }) => state.series[name], {
    of: 'series',
    parquet: { isFiltered: true },
  });
});

/** The name of each code, in the language asked for; empty where no register knows the code. */
export const NAME_COLUMNS: readonly Column<never>[] = DIMENSIONS.map((name) => {
  const { titles } = DIMENSION_WORDS[name];
  return column(
    `${name}Name`,
    words(`${titles.en}, name`, `${titles.zh}名称`),
    'string',
    words(
      `Name of the code in ${name}, in English or Chinese as asked for; empty where no register knows it.`,
      `${titles.zh}代码的名称，按请求使用英文或中文；登记表中没有时为空。`,
    ),
    ({ state }, { language, namesOf }) => namesOf(name, state.series[name])?.[language] ?? null,
    { of: 'series', isNamed: true },
  );
});

const boundColumn = (
  end: 'start' | 'end',
  name: string,
  titles: BothNames,
  description: BothNames,
  comment: string,
) =>
  column(name, titles, 'date', description, ({ state }) => periodBounds(state.period)?.[end] ?? null, {
    of: 'state',
    parquet: { isFiltered: true },
    sql: [inSql(end === 'start' ? 1 : 2, `period_${end}`, `g.period_${end}`, comment)],
  });

/** First and last day of the period, for whoever draws it over time. */
export const BOUND_COLUMNS: readonly Column<never>[] = [
  boundColumn(
    'start',
    'periodStart',
    words('First day', '首日'),
    words('First day of the period; empty for _U.', '时期的第一天；_U 时为空。'),
    'First day of the period; null for _U.',
  ),
  boundColumn(
    'end',
    'periodEnd',
    words('Last day', '末日'),
    words('Last day of the period, included; empty for _U.', '时期的最后一天（含）；_U 时为空。'),
    'Last day of the period, inclusive; null for _U.',
  ),
];
