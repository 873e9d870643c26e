import { codelist, type CodeOf } from './codelist.ts';

const preliminary = { en: 'preliminary', zh: '初值', observation: 'P' } as const;
const final = { en: 'final', zh: '终值', observation: 'A' } as const;
const revised = { en: 'revised', zh: '修订值', observation: 'R' } as const;
const forecast = { en: 'forecast', zh: '预测值', observation: 'F' } as const;
const unspecified = { en: 'status not stated', zh: '未注明状态', observation: '_U' } as const;

/** Status of a print, as its event gives it; `observation` is its code in SDMX. */
export const PRINT_STATUSES = codelist({ preliminary, final, revised, forecast, unspecified });
export type PrintStatus = CodeOf<typeof PRINT_STATUSES>;

/** SDMX observation status of a figure. */
export const OBSERVATION_STATUSES = codelist({
  A: { ...final, also: ['final'] },
  R: { ...revised, also: ['revised'] },
  P: { ...preliminary, also: ['preliminary'] },
  F: { ...forecast, also: ['forecast'] },
  _U: { ...unspecified, also: ['unspecified'] },
});
export type ObservationStatus = CodeOf<typeof OBSERVATION_STATUSES>;

/** Statuses of what was: all but forecasts. */
export const ACTUAL_STATUSES = OBSERVATION_STATUSES.codes.filter((status) => status !== 'F');

/** Statuses from the least firm to the firmest. */
export const BY_FIRMNESS = ['_U', 'F', 'P', 'R', 'A'] as const satisfies readonly ObservationStatus[];
