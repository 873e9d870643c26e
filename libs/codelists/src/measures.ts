import { codelist, type CodeOf } from './codelist.ts';

const share = { en: 'share', zh: '占比' };
const contribution = { en: 'contribution to growth', zh: '对增长的拉动' };
const growthGap = { en: 'growth less that of all goods trade', zh: '与货物贸易总体增速之差' };
const growthChange = { en: 'change of growth', zh: '增速变化' };
const shareChange = { en: 'change of share', zh: '占比变化' };

/** The measures beside level and growth, in the order of a state. */
export const OTHER_MEASURES = codelist({
  share,
  contribution,
  'growth-gap': growthGap,
  'growth-change': growthChange,
  'share-change': shareChange,
});
export type OtherMeasure = CodeOf<typeof OTHER_MEASURES>;

/** What kind of figure a print is. */
export const MEASURES = codelist({
  level: { en: 'level', zh: '金额' },
  growth: { en: 'growth', zh: '增速' },
  ...OTHER_MEASURES.entries,
});
export type Measure = CodeOf<typeof MEASURES>;
