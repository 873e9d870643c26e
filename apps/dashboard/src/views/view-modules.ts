import type { ComponentType } from 'react';
import type { ChartView, ListView } from '@silkgauge/codelists';
import { lazyPart } from '../controls/lazy-part.ts';
import type { ListProps, ViewProps } from './view.tsx';

type Bring<Props> = () => Promise<{ default: ComponentType<Props> }>;

const bringing = <Props>(view: ComponentType<Props>) => ({ default: view });

/** Each view is loaded when first opened, so that the headline does not wait for charts. */
const CHART_MODULES: Readonly<Record<ChartView, Bring<ViewProps>>> = {
  'over-time': () => import('./over-time-view.tsx').then((view) => bringing(view.OverTimeView)),
  compare: () => import('./compare-view.tsx').then((view) => bringing(view.CompareView)),
  contributions: () => import('./contributions-view.tsx').then((view) => bringing(view.ContributionsView)),
  'small-multiples': () =>
    import('./small-multiples-view.tsx').then((view) => bringing(view.SmallMultiplesView)),
  index: () => import('./index-view.tsx').then((view) => bringing(view.IndexView)),
  revisions: () => import('../triangle/triangle-view.tsx').then((view) => bringing(view.TriangleView)),
};

const LIST_MODULES: Readonly<Record<ListView, Bring<ListProps>>> = {
  conflicts: () => import('../conflicts/conflicts-view.tsx').then((view) => bringing(view.ConflictsView)),
  claims: () => import('../claims/claims-view.tsx').then((view) => bringing(view.ClaimsView)),
  reliability: () =>
    import('../reliability/reliability-view.tsx').then((view) => bringing(view.ReliabilityView)),
  draft: () => import('../draft/draft-view.tsx').then((view) => bringing(view.DraftView)),
};

/** The components of views, each loaded when it is first shown. */
const lazyParts = <Code extends string, Props>(modules: Readonly<Record<Code, Bring<Props>>>) =>
  Object.fromEntries<ComponentType<Props>>(
    Object.entries<Bring<Props>>(modules).map(([code, bring]) => [code, lazyPart(bring)]),
  ) as Readonly<Record<Code, ComponentType<Props>>>;

export const CHART_COMPONENTS = lazyParts(CHART_MODULES);
export const LIST_COMPONENTS = lazyParts(LIST_MODULES);

/** Loads all views in advance, so that each view works while the server is down. */
export function bringViews(): void {
  for (const bring of [...Object.values(CHART_MODULES), ...Object.values(LIST_MODULES)])
    bring().catch(() => undefined);
}
