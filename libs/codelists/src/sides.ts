import { codelist, type CodeOf } from './codelist.ts';

const reported = { en: 'reported', zh: '公布', basis: { en: 'as reported', zh: '发布值' } };
const computed = { en: 'computed', zh: '计算', basis: { en: 'computed from other figures', zh: '计算值' } };
const implied = { en: 'implied', zh: '推算', basis: { en: 'implied by other prints', zh: '推得值' } };
const forecast = { en: 'forecast', zh: '预测', basis: { en: 'forecast', zh: '预测值' } };

/** Sides that are worked out. */
export const WORKED_SIDES = codelist({ computed, implied });
export type WorkedSide = CodeOf<typeof WORKED_SIDES>;

/** Sides of what was: all but forecasts. */
export const ACTUAL_SIDES = codelist({ reported, computed, implied });
export type ActualSide = CodeOf<typeof ACTUAL_SIDES>;

/** The sides of a figure, in the order of a state; `basis` names the side as a basis of observations. */
export const SIDES = codelist({ reported, computed, implied, forecast });
export type Side = CodeOf<typeof SIDES>;
