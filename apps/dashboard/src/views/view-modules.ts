import { lazy, type ComponentType } from 'react';
import type { View } from '../address/address.ts';
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
  'over-time': lazy(MODULES['over-time']),
  compare: lazy(MODULES.compare),
  contributions: lazy(MODULES.contributions),
  'small-multiples': lazy(MODULES['small-multiples']),
  index: lazy(MODULES.index),
};

/** Loads all views in advance, so that each view works while the server is down. */
export function bringViews(): void {
  for (const bring of Object.values(MODULES)) bring().catch(() => undefined);
}
