import type { GrowthState } from '@silkgauge/contract';
import type { FigurePrint } from '../verdict/held-figure.ts';

/** What a state says, where it stands in the log, and the prints of its figures as far as they were read. */
export type KnownState = Pick<
  GrowthState,
  'key' | 'series' | 'period' | 'version' | 'sequence' | 'level' | 'growth' | 'other' | 'flags'
> & { readonly prints?: readonly FigurePrint[] };

/** Whether a place holds an area: a province its cities. */
export type Contains = (place: string, area: string) => boolean;
