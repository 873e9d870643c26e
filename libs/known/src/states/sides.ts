import type { BothLanguages } from '@silkgauge/contract';
import type { Side } from '@silkgauge/growth';

/** Names of sides, as the page has them. */
export const SIDE_NAMES: Readonly<Record<Side, BothLanguages>> = {
  reported: { en: 'reported', zh: '公布' },
  computed: { en: 'computed', zh: '计算' },
  implied: { en: 'implied', zh: '推算' },
  forecast: { en: 'forecast', zh: '预测' },
};
