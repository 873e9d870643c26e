import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../services/places.ts';

/** Names with the prefixes of our services; `up` is Prometheus's own. */
const NAMES = /(?<![\w:])(?:silkgauge|process|nodejs)_\w+/g;

/** Names of metrics and of histogram parts in a text. */
export const metricNames = (text: string): string[] => [...new Set(text.match(NAMES) ?? [])].sort();

/** Names that a page of metrics serves, histogram parts included. */
export const servedNames = (page: string): string[] =>
  [...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => name + part) : [name],
  );

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
  readonly panels?: readonly Panel[];
}

/** Queries of every dashboard, with its panels' titles. */
export function dashboardQueries(): { readonly panel: string; readonly expr: string }[] {
  const of = ({ title, targets = [], panels = [] }: Panel): { panel: string; expr: string }[] => [
    ...targets.map(({ expr }) => ({ panel: title, expr })),
    ...panels.flatMap(of),
  ];
  return globSync('ops/grafana/dashboards/*.json', { cwd: checkout }).flatMap((file) =>
    of(JSON.parse(readFileSync(join(checkout, file), 'utf8')) as Panel),
  );
}
