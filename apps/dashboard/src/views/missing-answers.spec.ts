import {
  QueryCache,
  QueryClient,
  QueryClientProvider,
  type Query,
  type QueryState,
} from '@tanstack/react-query';
import { createElement, type FunctionComponent } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { View } from '@silkgauge/codelists';
import { DIMENSIONS, readAddress } from '../address/address.ts';
import { ApiRefusal } from '../api/client.ts';
import { NoAnswer } from '../api/in-time.ts';
import { ClaimsView } from '../claims/claims-view.tsx';
import { ConflictsView } from '../conflicts/conflicts-view.tsx';
import { FiguresTable } from '../find/figures-table.tsx';
import { ReliabilityView } from '../reliability/reliability-view.tsx';
import { TriangleView } from '../triangle/triangle-view.tsx';
import { Speaking } from '../words/language.tsx';
import { wordsOf } from '../words/words-of.ts';
import { measured, shownState } from './chart-data/shown-state.fixture.ts';
import { CompareView } from './compare-view.tsx';
import { ContributionsView } from './contributions-view.tsx';
import { IndexView } from './index-view.tsx';
import { OverTimeView } from './over-time-view.tsx';
import { SmallMultiplesView } from './small-multiples-view.tsx';
import type { ViewProps } from './view.tsx';

const VIEWS: Readonly<Record<Exclude<View, 'draft'> | 'table', FunctionComponent<ViewProps>>> = {
  'over-time': OverTimeView,
  compare: CompareView,
  contributions: ContributionsView,
  'small-multiples': SmallMultiplesView,
  index: IndexView,
  revisions: TriangleView,
  conflicts: ConflictsView,
  claims: ClaimsView,
  reliability: ReliabilityView,
  table: FiguresTable as unknown as FunctionComponent<ViewProps>,
};

/** Answers that hold nothing, by the kind of their question. */
const NOTHING: Readonly<Record<string, unknown>> = {
  availability: {
    ...{ states: 0, series: 0, periods: null },
    dimensions: Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, []])),
  },
  releases: { releases: [], isCut: false },
  index: [],
};
const nothing = (kind: string): unknown => NOTHING[kind] ?? { items: [], next: null };
const inPages = (data: unknown) => ({ pages: [data], pageParams: [null] });

const STATES: Readonly<Record<string, (kind: string, isPaged: boolean) => Partial<QueryState>>> = {
  loading: () => ({}),
  empty: (kind, isPaged) => ({
    status: 'success',
    data: isPaged ? inPages(nothing(kind)) : nothing(kind),
    dataUpdatedAt: 1,
  }),
  error: () => failed(new ApiRefusal(503, 'no room')),
  offline: () => failed(new NoAnswer('no answer in 9 s')),
};

const failed = (error: Error): Partial<QueryState> => ({
  ...{ status: 'error', error, errorUpdatedAt: 1, fetchFailureCount: 1, fetchFailureReason: error },
});

/** A cache in which every question stands alike. */
function cacheWith(standing: string): QueryCache {
  const cache = new QueryCache();
  const build = cache.build.bind(cache) as (...given: unknown[]) => Query;
  const known = new Set<Query>();
  cache.build = ((...given: [QueryClient, object, unknown]) => {
    const query = build(...given);
    if (known.has(query)) return query;
    known.add(query);
    const stood = STATES[standing]?.(String(query.queryKey[0]), 'initialPageParam' in given[1]);
    query.setState({ ...query.state, ...stood });
    return query;
  }) as QueryCache['build'];
  return cache;
}

function drawn(view: keyof typeof VIEWS, standing: string, language: 'en' | 'zh'): string {
  const client = new QueryClient({
    queryCache: cacheWith(standing),
    defaultOptions: { queries: { staleTime: Infinity, retryOnMount: false } },
  });
  const { address } = readAddress(`/${view === 'table' ? '' : view}`, '');
  // Of a series whose figures tell no growth, level or contribution.
  const hasLevels = view === 'index' && standing !== 'empty';
  const level = hasLevels ? { level: measured('1', 'CNY') } : {};
  const family = [shownState({ period: '2020', ...level }), shownState({ period: '2021', ...level })];
  const props: ViewProps = { address, main: { reporter: ['GACC'] }, family };
  return renderToStaticMarkup(
    createElement(
      QueryClientProvider,
      { client },
      createElement(Speaking, { language, names: {}, children: createElement(VIEWS[view], props) }),
    ),
  );
}

const insteadIn = (markup: string): readonly string[] => [
  ...new Set([...markup.matchAll(/data-instead="(\w+)"/g)].map(([, kind = '']) => kind)),
];

const views = Object.keys(VIEWS) as (keyof typeof VIEWS)[];

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  const { t } = wordsOf(language);

  it.each(views)('%s says that it is read, while it is', (view) => {
    const markup = drawn(view, 'loading', language);
    expect(insteadIn(markup)).toEqual(['loading']);
    expect(markup).toContain(t('page.loading'));
  });

  it.each(views)('%s says that nothing fits, once every answer was empty', (view) => {
    expect(insteadIn(drawn(view, 'empty', language))).toEqual(['empty']);
  });

  it.each(views)('%s says what the API said, where that is no answer', (view) => {
    const markup = drawn(view, 'error', language);
    expect(insteadIn(markup)).toEqual(['error']);
    expect(markup).toContain(t('page.trouble', { why: 'no room' }));
  });

  it.each(views)('%s says that nothing answers, where that is so', (view) => {
    const markup = drawn(view, 'offline', language);
    expect(insteadIn(markup)).toEqual(['offline']);
    expect(markup).toContain(t('page.offline'));
  });

  it('the four texts differ', () => {
    const texts = ['page.loading', 'page.nothing', 'page.offline'] as const;
    expect(new Set([...texts.map((id) => t(id)), t('page.trouble', { why: 'x' })]).size).toBe(4);
  });
});
