import { codelist } from './codelist.ts';

/** Units of what compares: rates, shares and times. `after`: how Chinese says the unit behind a number, where otherwise. */
export const RELATIVE_UNITS = codelist({
  percent: { en: 'percent', zh: '百分比' },
  points: { en: 'percentage points', zh: '百分点', after: '个百分点' },
  times: { en: 'times', zh: '倍' },
});

/** Count units of the bundled data; figures may have others. */
export const COUNT_UNITS = codelist({
  brands: { en: 'brands', zh: '个品牌' },
  countries: { en: 'countries', zh: '个国家' },
  declarations: { en: 'declarations', zh: '票' },
  enterprises: { en: 'enterprises', zh: '家企业' },
  flights: { en: 'flights', zh: '班次' },
  items: { en: 'items', zh: '件' },
  orders: { en: 'orders', zh: '单' },
  'orders-per-second': { en: 'orders per second', zh: '单/秒' },
  parcels: { en: 'parcels', zh: '件包裹', after: '件' },
  parks: { en: 'parks', zh: '个园区' },
  stores: { en: 'stores', zh: '家店铺' },
  tonnes: { en: 'tonnes', zh: '吨' },
  'transactions-per-second': { en: 'transactions per second', zh: '笔/秒' },
  units: { en: 'units', zh: '件' },
  warehouses: { en: 'warehouses', zh: '个仓库' },
});

/** Currencies that texts name by a word. */
export const CURRENCY_UNITS = codelist({
  CNY: { en: 'yuan', zh: '元' },
  USD: { en: 'U.S. dollars', zh: '美元' },
  EUR: { en: 'euros', zh: '欧元' },
  GBP: { en: 'pounds', zh: '英镑' },
  JPY: { en: 'yen', zh: '日元' },
  HKD: { en: 'Hong Kong dollars', zh: '港元' },
});
