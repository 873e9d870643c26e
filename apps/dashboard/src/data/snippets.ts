/** What reads the figures, in order of the page. */
export const READERS = ['curl', 'Python', 'R', 'DuckDB'] as const;
export type Reader = (typeof READERS)[number];

/** Variable of the environment that holds the key. */
export const KEY_VARIABLE = 'SILKGAUGE_KEY';

/** Addresses of the figures that the page shows. */
export interface SnippetAddresses {
  readonly csv: string;
  readonly parquet: string;
  /** Whether the API asks for a key, which a snippet takes from the environment and never holds. */
  readonly needsKey: boolean;
}

/** Lines that read the figures, to be pasted as they are; addresses are percent-encoded. */
export const SNIPPETS: Readonly<Record<Reader, (addresses: SnippetAddresses) => string>> = {
  curl: ({ csv, needsKey }) => `${curl('growth.csv', csv, needsKey)}\n`,
  Python: ({ parquet, needsKey }) =>
    [
      ...(needsKey ? ['import os'] : []),
      'import pandas',
      '',
      ...(needsKey
        ? [
            `key = {"Authorization": "Bearer " + os.environ["${KEY_VARIABLE}"]}`,
            `growth = pandas.read_parquet("${parquet}", storage_options=key)`,
          ]
        : [`growth = pandas.read_parquet("${parquet}")`]),
      'print(growth[["key", "measure", "side", "reading", "value", "low", "high", "unit"]].to_string(max_rows=50))',
      '',
    ].join('\n'),
  R: ({ csv, needsKey }) =>
    [
      ...(needsKey
        ? [
            `key <- c(Authorization = paste("Bearer", Sys.getenv("${KEY_VARIABLE}")))`,
            `growth <- read.csv(url("${csv}", headers = key), colClasses = "character")`,
          ]
        : [`growth <- read.csv("${csv}", colClasses = "character")`]),
      'print(growth[c("key", "measure", "side", "reading", "value", "low", "high", "unit")])',
      '',
    ].join('\n'),
  DuckDB: ({ parquet, needsKey }) =>
    [
      curl('growth.parquet', parquet, needsKey),
      `duckdb -c "SELECT key, measure, side, reading, value, low, high, unit FROM 'growth.parquet'"`,
      '',
    ].join('\n'),
};

const curl = (file: string, address: string, needsKey: boolean): string =>
  `curl -fsS${needsKey ? ` -H "Authorization: Bearer $${KEY_VARIABLE}"` : ''} -o ${file} '${address}'`;
