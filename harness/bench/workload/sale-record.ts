/** Members of a sale of the workload: codes and numbers in final form. */
export interface SaleMembers {
  readonly platform: string;
  readonly sellerCountry: string;
  readonly buyerCountry: string;
  readonly category: string;
  readonly flow: 'export' | 'import';
  readonly currency: string;
  readonly amount: string;
  readonly quantity: string;
  readonly orderedAt: string;
  readonly orderId: string;
}

/** A record of the topic: key and value as text, and the value's members for its headers. */
export interface SaleRecord {
  readonly key: string;
  readonly value: string;
  readonly platform: string;
  readonly orderedAt: string;
  readonly orderId: string;
}

export function saleRecord(members: SaleMembers): SaleRecord {
  const { platform, sellerCountry, buyerCountry, category, flow, currency, orderedAt, orderId } = members;
  const direction = flow === 'export' ? 'X' : 'M';
  return {
    key: `${platform}.${sellerCountry}.SALES.OWN.${direction}._T.${category}.${buyerCountry}.${currency}`,
    value:
      `{"platform":"${platform}","sellerCountry":"${sellerCountry}","buyerCountry":"${buyerCountry}",` +
      `"category":"${category}","flow":"${flow}","currency":"${currency}","amount":"${members.amount}",` +
      `"quantity":"${members.quantity}","orderedAt":"${orderedAt}","orderId":"${orderId}"}`,
    platform,
    orderedAt,
    orderId,
  };
}

/** CloudEvents headers of a record in binary mode, in the order of writing. */
export function saleHeaders({ key, platform, orderedAt, orderId }: SaleRecord): Record<string, string> {
  return {
    ce_id: orderId,
    ce_source: `/platforms/${platform}`,
    ce_type: 'silkgauge.sale.recorded.v1',
    ce_specversion: '1.0',
    ce_time: orderedAt,
    ce_subject: key,
    'content-type': 'application/json',
  };
}
