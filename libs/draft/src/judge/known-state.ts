import type { GrowthState } from '@silkgauge/contract';

/** What a state says and where it stands in the log. */
export type KnownState = Pick<
  GrowthState,
  'key' | 'series' | 'period' | 'version' | 'sequence' | 'level' | 'growth' | 'other'
>;

/** Whether a place holds an area: a province its cities. */
export type Contains = (place: string, area: string) => boolean;
