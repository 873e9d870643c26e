import { codelist, type BothNames, type CodeOf } from './codelist.ts';
import { FLAGS, NOTED_FLAGS } from './flags.ts';

/** How a bulletin says the flags that it tells. */
const NOTES = Object.fromEntries(NOTED_FLAGS.map((flag) => [flag, FLAGS.entries[flag].note])) as Readonly<
  Record<(typeof NOTED_FLAGS)[number], BothNames>
>;

/** How the words of a bulletin are to be taken, as the bulletin says it. */
export const MARKS = codelist({
  readings: { en: 'open to more than one reading', zh: '可作多种解读' },
  settled: { en: 'of two readings the one settled by', zh: '两种解读中据以确定的是' },
  conflict: { en: 'The figures do not agree', zh: '各项数据不一致' },
  'other-period': {
    en: 'this period is not as long as that of the first figure',
    zh: '该时期与首个数据的时期长度不同',
  },
  forecast: { en: 'forecast', zh: '预测' },
  preliminary: { en: 'preliminary', zh: '初步数' },
  revised: { en: 'revised', zh: '修订数' },
  computed: { en: 'computed, not published', zh: '计算得出，未见公布' },
  implied: { en: 'implied, not published', zh: '推算得出，未见公布' },
  over: { en: 'more than', zh: '超过' },
  under: { en: 'less than', zh: '不到' },
  about: { en: 'about', zh: '约' },
  range: { en: 'between', zh: '至' },
  rounded: { en: 'rounded', zh: '已取约数' },
  opinion: { en: 'opinion', zh: '个人观点' },
  'in-force': { en: 'the notice was in force throughout the period', zh: '公告始终有效' },
  'in-force-part': { en: 'the notice was in force for part of the period', zh: '公告仅部分时间有效' },
  'after-period': { en: 'the notice was not yet in force', zh: '公告尚未施行' },
  'before-period': { en: 'the notice was no longer in force', zh: '公告已失效' },
  claim: { en: 'claims', zh: '称' },
  'no-number': { en: 'no number was given', zh: '未给出数字' },
  supported: { en: 'what is known supports the claim', zh: '已知数据支持这一说法' },
  contradicted: { en: 'what is known contradicts the claim', zh: '已知数据与这一说法相反' },
  open: { en: 'the claim remains open', zh: '这一说法尚无定论' },
  'no-level': { en: 'no level was published', zh: '未公布数额' },
  'no-growth': { en: 'no growth was published', zh: '未公布增速' },
  'no-base': { en: 'the level compared with is not known', zh: '对比基数不详' },
  'no-share': { en: 'no share is known', zh: '所占比重不详' },
  'no-contribution': { en: 'no contribution is known', zh: '对整体增长的贡献不详' },
  'no-comparison': { en: 'no growth with this comparison was published', zh: '未公布按此对比的增速' },
  'bases-differ': {
    en: 'published growth rates imply different levels for the period compared with',
    zh: '由已公布的各增速反推的基期数额不一致',
  },
  'period-unknown': { en: 'the source does not state the period', zh: '来源未注明时期' },
  'comparison-unknown': {
    en: 'the source does not state the period compared with',
    zh: '来源未注明对比时期',
  },
  tied: { en: 'tied within the rounding', zh: '在舍入范围内不分先后' },
  ...NOTES,
});
export type Mark = CodeOf<typeof MARKS>;
