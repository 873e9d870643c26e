import type { Measure } from './figure.ts';

/** The name of each measure: every list, table and chart takes names from here. */
export const MEASURE_NAMES = {
  level: { en: 'level', zh: '金额' },
  growth: { en: 'growth', zh: '增速' },
  share: { en: 'share', zh: '占比' },
  contribution: { en: 'contribution to growth', zh: '对增长的拉动' },
  'growth-gap': { en: 'growth less that of all goods trade', zh: '与货物贸易总体增速之差' },
  'growth-change': { en: 'change of growth', zh: '增速变化' },
  'share-change': { en: 'change of share', zh: '占比变化' },
} as const satisfies Readonly<Record<Measure, { readonly en: string; readonly zh: string }>>;
