import { codelist, type BothNames, type CodeOf, type Entry } from './codelist.ts';

/** A view of the page: the name of its tab, and the question that it answers. */
interface ViewEntry extends Entry {
  readonly asks: BothNames;
}

/** Views that draw the series of the headline. */
export const CHART_VIEWS = codelist({
  'over-time': {
    ...{ en: 'Over time', zh: '走势' },
    asks: {
      en: 'How did the level and its growth develop, and what was revised?',
      zh: '金额和增速如何变化，哪些被修订过？',
    },
  },
  compare: {
    ...{ en: 'Compare', zh: '比较' },
    asks: { en: 'Who grew most in {period}?', zh: '{period}谁增长最快？' },
  },
  contributions: {
    ...{ en: 'Contributions', zh: '拉动' },
    asks: {
      en: 'What added how many points to the growth of the whole?',
      zh: '各部分拉动总体增长几个百分点？',
    },
  },
  'small-multiples': {
    ...{ en: 'Side by side', zh: '分图对比' },
    asks: {
      en: 'Who grows in the same way? One scale for all.',
      zh: '谁的走势相似？全部使用同一刻度。',
    },
  },
  index: {
    ...{ en: 'Index 100', zh: '指数100' },
    asks: {
      en: 'How far have they come since the same start?',
      zh: '从同一起点出发，各自走了多远？',
    },
  },
  revisions: {
    ...{ en: 'Revisions', zh: '修订' },
    asks: {
      en: 'What did each print of a period say, and how far is it from the print before?',
      zh: '每个时期的历次公布值是多少，与前一次相差多少？',
    },
  },
} satisfies Readonly<Record<string, ViewEntry>>);

/** Views of all that the filter selects, with a headline or without one. */
export const LIST_VIEWS = codelist({
  conflicts: {
    ...{ en: 'Conflicts', zh: '矛盾' },
    asks: {
      en: 'Which numbers do not meet, who says them, and which figure would settle it?',
      zh: '哪些数字互不相符，由谁公布，什么数据可以判定？',
    },
  },
  claims: {
    ...{ en: 'Claims', zh: '说法' },
    asks: {
      en: 'What was said without a number, and do the known figures support it?',
      zh: '有哪些没有数字的说法，已知数据是否支持？',
    },
  },
  reliability: {
    ...{ en: 'Reliability', zh: '可靠性' },
    asks: {
      en: 'Whose figures were revised after the earliest print held, by how much, and how long did it take?',
      zh: '谁的数据在现存最早公布值之后被修订，修订多少，历时多久？',
    },
  },
  draft: {
    ...{ en: 'Check a text', zh: '核对文稿' },
    asks: {
      en: 'Do the numbers of a text agree with what is known?',
      zh: '文稿中的数字与已知数据是否一致？',
    },
  },
} satisfies Readonly<Record<string, ViewEntry>>);

/** The views of the page in the order of their tabs; a code is the path of its view. */
export const VIEWS = codelist({ ...CHART_VIEWS.entries, ...LIST_VIEWS.entries });
export type ChartView = CodeOf<typeof CHART_VIEWS>;
export type ListView = CodeOf<typeof LIST_VIEWS>;
export type View = CodeOf<typeof VIEWS>;
