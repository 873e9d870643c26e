import type { BothNames } from '@silkgauge/codelists';

export const AGENCY = 'SILKGAUGE';

/** Version of every artefact. */
export const ARTEFACT_VERSION = '1.0.0';

/** Flow of figures with a period, and of those whose period is unknown (`_U`), which SDMX time cannot say. */
export const FLOWS = ['DF_GROWTH', 'DF_UNDATED'] as const;

export type Flow = (typeof FLOWS)[number];

/** The data structure of each flow. */
export const STRUCTURES = { DF_GROWTH: 'DSD_GROWTH', DF_UNDATED: 'DSD_UNDATED' } as const satisfies Readonly<
  Record<Flow, string>
>;

const ELSEWHERE: BothNames = {
  en: 'Claims, statements and notices are no observations: see /v1/claims, /v1/statements and /v1/notices.',
  zh: '定性说法、言论与公告不是观测值，见 /v1/claims、/v1/statements 与 /v1/notices。',
};

export interface FlowWords {
  readonly name: BothNames;
  readonly description: BothNames;
}

export const FLOW_WORDS: Readonly<Record<Flow, FlowWords>> = {
  DF_GROWTH: {
    name: { en: 'Growth of trade', zh: '贸易增长' },
    description: {
      en: `Levels, growth, shares and contributions as reported, computed, implied and forecast. A figure that can be read in several ways has no value under READING=_Z, and one observation for each reading. ${ELSEWHERE.en}`,
      zh: `按发布、计算、推得与预测分列的水平值、增速、占比与拉动。可作多种解读的数据在 READING=_Z 下无数值，每种读法各有一个观测值。${ELSEWHERE.zh}`,
    },
  },
  DF_UNDATED: {
    name: { en: 'Growth of trade, period not stated', zh: '贸易增长（未注明时期）' },
    description: {
      en: `Figures whose period is not stated (_U), so that they have no TIME_PERIOD. ${ELSEWHERE.en}`,
      zh: `未注明时期（_U）的数据，因而没有 TIME_PERIOD。${ELSEWHERE.zh}`,
    },
  },
};

/** What names the structure of data: the flow, or the data structure behind it. */
export type Context = 'dataflow' | 'datastructure';
