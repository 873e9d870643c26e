import type { ComponentType } from 'react';
import type { ListView, View } from '../address/address.ts';
import { lazyPart } from '../controls/lazy-part.ts';
import type { ListProps, ViewProps } from './view.tsx';

type Bring<Props> = () => Promise<{ default: ComponentType<Props> }>;

const bringing = <Props>(view: ComponentType<Props>) => ({ default: view });

/** Each view is loaded when first opened, so that the headline does not wait for charts. */
const CHART_MODULES: Readonly<Record<Exclude<View, ListView>, Bring<ViewProps>>> = {
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

export const CHART_COMPONENTS: Readonly<Record<Exclude<View, ListView>, ComponentType<ViewProps>>> = {
  'over-time': lazyPart(CHART_MODULES['over-time']),
  compare: lazyPart(CHART_MODULES.compare),
  contributions: lazyPart(CHART_MODULES.contributions),
  'small-multiples': lazyPart(CHART_MODULES['small-multiples']),
  index: lazyPart(CHART_MODULES.index),
  revisions: lazyPart(CHART_MODULES.revisions),
};

export const LIST_COMPONENTS: Readonly<Record<ListView, ComponentType<ListProps>>> = {
  conflicts: lazyPart(LIST_MODULES.conflicts),
  claims: lazyPart(LIST_MODULES.claims),
  reliability: lazyPart(LIST_MODULES.reliability),
  draft: lazyPart(LIST_MODULES.draft),
};

/** Loads all views in advance, so that each view works while the server is down. */
export function bringViews(): void {
  for (const bring of [...Object.values(CHART_MODULES), ...Object.values(LIST_MODULES)])
    bring().catch(() => undefined);
}
