import { cloudEvent, type CloudEvent } from '../cloud-event.ts';
import { splitCsvLine, type Row } from '../read-csv.ts';

export const ONLINE_RETAIL_SOURCE = '/datasets/uci-online-retail';

/** Labels of the file that are no country. Jersey and Guernsey come as one, so an area beside GB stands for both. */
const NO_COUNTRIES: Readonly<Record<string, string>> = {
  Unspecified: '_U',
  'European Community': 'EU',
  'Channel Islands': 'GB-CHA',
};

/**
 * A mapping of the order lines, in file order, to one sale each. The id of an event is the number of its line, the
 * header not counted; `line` is its place in the order. The shop is in the United Kingdom and sells abroad and at
 * home; the contract has no word for a sale at home, so all are exports and the buyer's country tells. The file
 * gives local time without a zone, read here as UTC. Only gift-ware is sold and no categories are given: `_T`.
 * Cancellations have negative quantities in the file already; corrections of bad debt have a negative price.
 * @throws Error for a country label that is not in the list.
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

/** Whole quantity times unit price, exact, with the decimals of the price: 6 at 2.55 is `15.30`. */
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
