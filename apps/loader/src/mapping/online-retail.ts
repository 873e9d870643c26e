import { cloudEvent, type CloudEvent } from '../cloud-event.ts';
import { splitCsvLine, type Row } from '../read-csv.ts';

export const ONLINE_RETAIL_SOURCE = '/datasets/uci-online-retail';

/** Labels that are no country. Jersey and Guernsey share one label, so an area beside GB stands for both. */
const NO_COUNTRIES: Readonly<Record<string, string>> = {
  Unspecified: '_U',
  'European Community': 'EU',
  'Channel Islands': 'GB-CHA',
};

/**
 * Maps order lines, in file order, to one sale each; the event id is the line number without the header,
 * `line` is the number within the order. The contract has no sale at home, so all sales of the shop in GB are
 * exports. Local times without a zone are read as UTC; gift-ware without categories is `_T`. Cancellations
 * have negative quantities, corrections of bad debt negative prices.
 * @throws Error for an unknown country label
 */
export function onlineRetailMapping(countryLabels: readonly Row[]): (line: string) => CloudEvent {
  const countries = new Map(
    countryLabels.map(({ country_label = '', iso_alpha2 = '' }) => [
      country_label,
      iso_alpha2 === '' ? NO_COUNTRIES[country_label] : iso_alpha2,
    ]),
  );
  const linesOfOrder = new Map<string, number>();
  let lines = 0;
  return (line) => {
    const [invoice = '', , , quantity = '', date = '', price = '', , label = ''] = splitCsvLine(line);
    const buyerCountry = countries.get(label);
    if (buyerCountry === undefined) throw new Error(`"${label}" is no label of a country: ${line}`);
    const lineOfOrder = (linesOfOrder.get(invoice) ?? 0) + 1;
    linesOfOrder.set(invoice, lineOfOrder);
    lines += 1;
    return cloudEvent('silkgauge.sale.recorded.v1', ONLINE_RETAIL_SOURCE, String(lines), {
      platform: 'ONLINE-RETAIL',
      sellerCountry: 'GB',
      buyerCountry,
      category: '_T',
      flow: 'export',
      currency: 'GBP',
      amount: lineAmount(quantity, price),
      quantity,
      orderedAt: `${date.slice(0, 10)}T${date.slice(11)}Z`,
      orderId: invoice,
      line: String(lineOfOrder),
    });
  };
}

/** Quantity (whole) times unit price, exact, with the decimals of the price: 6 at 2.55 is `15.30`. */
export function lineAmount(quantity: string, price: string): string {
  const point = price.indexOf('.');
  const scale = point < 0 ? 0 : price.length - point - 1;
  const product =
    BigInt(quantity) * BigInt(point < 0 ? price : price.slice(0, point) + price.slice(point + 1));
  if (scale === 0) return product.toString();
  const digits = (product < 0n ? -product : product).toString().padStart(scale + 1, '0');
  const whole = digits.length - scale;
  return `${product < 0n ? '-' : ''}${digits.slice(0, whole)}.${digits.slice(whole)}`;
}
