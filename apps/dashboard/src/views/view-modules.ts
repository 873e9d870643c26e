import type { ComponentType } from 'react';
import type { View } from '../address/address.ts';
import { lazyPart } from '../controls/lazy-part.ts';
import type { ViewProps } from './view.tsx';

const bringing = (view: ComponentType<ViewProps>) => ({ default: view });

/** Each view is loaded when first opened, so that the headline does not wait for charts. */
const MODULES: Readonly<Record<View, () => Promise<{ default: ComponentType<ViewProps> }>>> = {
  'over-time': () => import('./over-time-view.tsx').then((view) => bringing(view.OverTimeView)),
  compare: () => import('./compare-view.tsx').then((view) => bringing(view.CompareView)),
  contributions: () => import('./contributions-view.tsx').then((view) => bringing(view.ContributionsView)),
  'small-multiples': () =>
    import('./small-multiples-view.tsx').then((view) => bringing(view.SmallMultiplesView)),
  index: () => import('./index-view.tsx').then((view) => bringing(view.IndexView)),
};

export const VIEW_COMPONENTS: Readonly<Record<View, ComponentType<ViewProps>>> = {
  'over-time': lazyPart(MODULES['over-time']),
  compare: lazyPart(MODULES.compare),
  contributions: lazyPart(MODULES.contributions),
  'small-multiples': lazyPart(MODULES['small-multiples']),
  index: lazyPart(MODULES.index),
};

/** Loads all views in advance, so that each view works while the server is down. */
export function bringViews(): void {
  for (const bring of Object.values(MODULES)) bring().catch(() => undefined);
}
