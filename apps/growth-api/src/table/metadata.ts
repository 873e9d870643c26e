import { DIMENSIONS, type BothLanguages, type TableMetadata } from '@silkgauge/contract';
import type { AsOf, GrowthFilter } from '@silkgauge/read-model';
import type { TableQuery } from '../query/table-queries.ts';
import { COLUMNS } from './columns.ts';

const TITLE: BothLanguages = {
  en: 'Silkgauge: growth of trade, one row for each measurement',
  zh: 'Silkgauge：贸易增长，每行一个测量值',
};
const DESCRIPTION: BothLanguages = {
  en: 'Figures as reported and as worked out, each with the ends that its digits leave open. A figure that can be read in several ways has one row for each reading. Text that a spreadsheet would run as a formula has an apostrophe in front; numbers never do.',
  zh: '发布的数据与计算所得的数据，各附数字精度所允许的上下限。可作多种解读的数据，每种读法一行。会被电子表格当作公式执行的文本前加单引号；数字不加。',
};

/** Query parameters that select a table. */
function parametersOf({ filter, notices, asOf, publishedBy }: TableQuery): [string, string][] {
  const named = Object.entries(shownFilter(filter)).map(([name, value]): [string, string] => [
    name,
    [value].flat().join(','),
  ]);
  if (notices) named.push(['notice', notices.join(',')]);
  const clock = textOf(asOf);
  if (clock !== null) named.push(['asOf', clock]);
  if (publishedBy !== null) named.push(['publishedBy', publishedBy]);
  return named;
}

/** Address of a table relative to its metadata. */
export function tableAddress(query: TableQuery): string {
  const search = new URLSearchParams(parametersOf(query)).toString();
  return search === '' ? 'growth.csv' : `growth.csv?${search}`;
}

/** Filter values by parameter. */
function shownFilter({ dimensions, domain, periods, from, to }: GrowthFilter) {
  return {
    ...Object.fromEntries(DIMENSIONS.flatMap((name) => (dimensions[name] ? [[name, dimensions[name]]] : []))),
    ...(periods && { period: periods }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(domain && { domain }),
  } satisfies Readonly<Record<string, string | readonly string[]>>;
}

function textOf(asOf: AsOf | null): string | null {
  if (asOf === null) return null;
  return 'sequence' in asOf ? asOf.sequence : asOf.instant;
}

/** Text in two languages as a common property of CSV on the Web. */
const inBoth = ({ en, zh }: BothLanguages) =>
  [
    { '@value': en, '@language': 'en' },
    { '@value': zh, '@language': 'zh' },
  ] as const;

/** Metadata of the table at `address`, see https://www.w3.org/TR/tabular-metadata/. */
export function tableMetadata(address: string, query: TableQuery, states: number | null): TableMetadata {
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url: address,
    'dc:title': inBoth(TITLE),
    'dc:description': inBoth(DESCRIPTION),
    dialect: {
      encoding: 'utf-8',
      header: true,
      delimiter: ',',
      lineTerminators: ['\r\n'],
      doubleQuote: true,
    },
    tableSchema: {
      columns: COLUMNS.map(({ name, titles, datatype, separator, description }) => ({
        name,
        titles,
        datatype,
        ...(separator !== undefined && { separator }),
        'dc:description': inBoth(description),
      })),
    },
    notes: [
      {
        filter: { ...shownFilter(query.filter), ...(query.notices && { notice: query.notices }) },
        asOf: textOf(query.asOf),
        publishedBy: query.publishedBy,
        states,
      },
    ],
  };
}
