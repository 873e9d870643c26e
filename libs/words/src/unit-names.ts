import type { Language } from './language.ts';

/** Chinese names of units. English has the unit of the event with blanks for hyphens. */
const CHINESE: Readonly<Record<string, string>> = {
  CNY: '元',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  JPY: '日元',
  HKD: '港元',
  orders: '单',
  declarations: '票',
  parcels: '件',
  items: '件',
  units: '件',
  times: '倍',
  points: '个百分点',
  warehouses: '个仓库',
  enterprises: '家企业',
  brands: '个品牌',
  stores: '家店铺',
  countries: '个国家',
  parks: '个园区',
  flights: '班次',
  tonnes: '吨',
  'transactions-per-second': '笔/秒',
  'orders-per-second': '单/秒',
};

/** The unit after a number; an unknown one is unchanged. */
export function unitName(unit: string, language: Language): string {
  return language === 'zh' ? (CHINESE[unit] ?? unit) : unit.replaceAll('-', ' ');
}

/** English names of units within a sentence, where the unit itself is not for one. */
const IN_ENGLISH: Readonly<Record<string, string>> = {
  percent: 'percent',
  points: 'percentage points',
  CNY: 'yuan',
  USD: 'U.S. dollars',
  EUR: 'euros',
  GBP: 'pounds',
  JPY: 'yen',
  HKD: 'Hong Kong dollars',
};

/** The unit after a number within a sentence. */
export const unitPhrase = (unit: string, language: Language): string =>
  (language === 'en' ? IN_ENGLISH[unit] : undefined) ?? unitName(unit, language);

/** Whether a number of this unit is a rate, which has no word for a power of ten. */
export const isRate = (unit: string): boolean => unit === 'percent' || unit === 'points';
