import type { BothNames } from '@silkgauge/codelists';
import {
  type Licence,
  type TableMetadata,
  filterPairs,
  filterParameters,
  BY_KEY,
  COLUMNS,
  type AsOf,
} from '@silkgauge/contract';
import type { TableQuery, WholeQuery } from './whole-query.ts';

const TITLE: BothNames = {
  en: 'Silkgauge: growth of trade, one row for each measurement',
  zh: 'Silkgauge：贸易增长，每行一个测量值',
};
const DESCRIPTION: BothNames = {
  en: 'Figures as reported and as worked out, each with the ends that its digits leave open. A figure that can be read in several ways has one row for each reading. Text that a spreadsheet would run as a formula has an apostrophe in front; numbers never do.',
  zh: '发布的数据与计算所得的数据，各附数字精度所允许的上下限。可作多种解读的数据，每种读法一行。会被电子表格当作公式执行的文本前加单引号；数字不加。',
};

/** Query parameters that select states. */
function parametersOf({ filter, notice, asOf, publishedBy, release, sort }: WholeQuery): [string, string][] {
  const named = filterPairs(filter);
  if (notice) named.push(['notice', notice.join(',')]);
  const clock = textOf(asOf);
  if (clock !== null) named.push(['asOf', clock]);
  if (publishedBy !== null) named.push(['publishedBy', publishedBy]);
  if (release !== null) named.push(['release', String(release)]);
  if (sort !== BY_KEY) named.push(['sort', `${sort.by}:${sort.descending ? 'desc' : 'asc'}`]);
  return named;
}

/** Address of all states of a query, with a path relative to the metadata. */
export const addressOf = (
  path: string,
  query: WholeQuery,
  more: Readonly<Record<string, string>> = {},
): string => withSearch(path, [...parametersOf(query), ...Object.entries(more)]);

/** Address of a table, with a path relative to its metadata. */
export function tableAddress(path: string, query: TableQuery): string {
  const { columns, lang } = query;
  return withSearch(path, [
    ...parametersOf(query),
    ...(columns === COLUMNS ? [] : [['columns', columns.map(({ name }) => name).join(',')] as const]),
    ...(lang === null ? [] : [['lang', lang] as const]),
  ]);
}

function withSearch(path: string, parameters: readonly (readonly [string, string])[]): string {
  const search = new URLSearchParams(
    parameters.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  return search === '' ? path : `${path}?${search}`;
}

function textOf(asOf: AsOf | null): string | null {
  if (asOf === null) return null;
  return 'sequence' in asOf ? asOf.sequence : asOf.instant;
}

/** Text in two languages as a common property of CSV on the Web. */
const inBoth = ({ en, zh }: BothNames) =>
  [
    { '@value': en, '@language': 'en' },
    { '@value': zh, '@language': 'zh' },
  ] as const;

/** What is found out about a table. */
export interface TableFacts {
  /** Null where only reading it would tell. */
  readonly states: number | null;
  /** Terms of the sources whose figures it may have, by reporter; null where none are known. */
  readonly terms: ReadonlyMap<string, Licence | null>;
}

/** Terms as common properties: a line for each source, and their addresses. */
function shownTerms(terms: TableFacts['terms']): Pick<TableMetadata, 'dc:rights' | 'dc:license'> {
  const addresses = new Set([...terms.values()].flatMap((licence) => licence?.url ?? []));
  return {
    'dc:rights': [...terms].map(([reporter, licence]) => `${reporter}: ${licence?.text ?? 'Not known here'}`),
    'dc:license': [...addresses].map((address) => ({ '@id': address })),
  };
}

/** Metadata of the table at `address`, see https://www.w3.org/TR/tabular-metadata/. */
export function tableMetadata(
  address: string,
  query: TableQuery,
  { states, terms }: TableFacts,
): TableMetadata {
  return {
    '@context': 'http://www.w3.org/ns/csvw',
    url: address,
    'dc:title': inBoth(TITLE),
    'dc:description': inBoth(DESCRIPTION),
    ...shownTerms(terms),
    dialect: {
      encoding: 'utf-8',
      header: true,
      delimiter: ',',
      lineTerminators: ['\r\n'],
      doubleQuote: true,
    },
    tableSchema: {
      columns: query.columns.map(({ name, titles, datatype, separator, description, isNamed }) => ({
        name,
        titles,
        datatype,
        ...(isNamed && query.lang !== null && { lang: query.lang }),
        ...(separator !== undefined && { separator }),
        'dc:description': inBoth(description),
      })),
    },
    notes: [
      {
        filter: {
          ...filterParameters(query.filter),
          ...(query.notice && { notice: query.notice }),
          ...(query.release !== null && { release: String(query.release) }),
        },
        asOf: textOf(query.asOf),
        publishedBy: query.publishedBy,
        states,
      },
    ],
  };
}
