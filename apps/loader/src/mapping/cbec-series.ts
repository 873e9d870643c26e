import { FLOWS, type FigureData } from '@silkgauge/contract';
import type { Row } from '../read-csv.ts';
import { codeOf, type Registers } from '../registers.ts';

/** Series of a row; only the registers turn names into codes. */
export function seriesOf(row: Row, registers: Registers): FigureData['series'] {
  const { reporter = '', caliber = '', partner = '' } = row;
  const { area, counterpart } = placesOf(row, registers);
  const { mode, product } = goodsOf(row, registers);
  const indicator = indicatorOf(row, registers);
  return {
    reporter: codeOf(registers, 'reporters', reporter),
    area,
    indicator,
    coverage: codeOf(
      registers,
      'coverages',
      row['geography_type'] === 'ownership_group' ? geographyOf(row) : caliber,
    ),
    flow: flowOf(row, registers),
    mode,
    product,
    counterpart: partner === '' ? counterpart : codeOf(registers, 'areas', partner),
    currency: currencyOf(row, indicator),
  };
}

function flowOf(row: Row, registers: Registers): FigureData['series']['flow'] {
  const code = codeOf(registers, 'flows', row['flow'] ?? '');
  const flow = FLOWS.find((known) => known === code);
  if (!flow) throw new Error(`The register of flows has a code the contract has not: ${code}.`);
  return flow;
}

const geographyOf = (row: Row): string => row['geography'] ?? '';

/**
 * A market of a platform is the counterpart of exports from China, or the area if nothing is traded
 * (visitors). An ownership group has the country as its area and the group as its coverage.
 */
function placesOf(row: Row, registers: Registers): { area: string; counterpart: string } {
  const exported = row['flow'] === 'export';
  const geography = geographyOf(row);
  if (row['geography_type'] === 'ownership_group') return { area: 'CN', counterpart: '_T' };
  if (geography === 'world') return { area: exported ? 'CN' : '_T', counterpart: '_T' };
  const area = codeOf(registers, 'areas', geography);
  return row['geography_type'] === 'platform_market' && exported
    ? { area: 'CN', counterpart: area }
    : { area, counterpart: '_T' };
}

/** The collection lists customs regimes as products; here they are modes. */
function goodsOf(row: Row, registers: Registers): { mode: string; product: string } {
  const { mode = '', product = '' } = row;
  if (product.startsWith('regime: ')) return { mode: codeOf(registers, 'modes', product), product: '_T' };
  return {
    mode: mode === 'all' ? '_T' : /^\d{4}$/.test(mode) ? mode : codeOf(registers, 'modes', mode),
    product: product === '' ? '_T' : codeOf(registers, 'products', product),
  };
}

/** Indicators by unit for the subject "cbec", which otherwise means the value of trade. */
const COUNTED: Readonly<Record<string, string>> = {
  orders: 'ORDERS',
  parcels: 'PARCELS',
  declarations: 'DECLARATIONS',
  items: 'ITEMS',
  tonnes: 'WEIGHT',
};

function indicatorOf(row: Row, registers: Registers): string {
  const { subject = '', unit = '', basis = '' } = row;
  const indicator = codeOf(registers, 'indicators', subject);
  if (basis === 'daily_average') return `${indicator}-DAILY`;
  return indicator === 'CBEC' ? (COUNTED[unit] ?? indicator) : indicator;
}

/** Indicators in money; all others are counts. */
const MONEY = new Set(['CBEC', 'GOODS', 'SALES', 'GMV', 'REVENUE', 'PAYMENTS']);

/**
 * Currency: the unit of a level. Growth and shares are in yuan, as Chinese bodies report, unless readings.csv
 * says otherwise; on foreign markets of platforms no currency is named.
 */
function currencyOf(row: Row, indicator: string): string {
  if (!MONEY.has(indicator)) return '_Z';
  if (row['currency'] !== undefined) return row['currency'];
  const unit = row['unit'] ?? '';
  if (/^[A-Z]{3}$/.test(unit)) return unit;
  return row['geography_type'] === 'platform_market' ? '_Z' : 'CNY';
}
