/** JSON of an order, or of an event: its head, then its data as they were pushed. `data` is JSON text. */
export const withData = (head: object, data: string): string =>
  `${JSON.stringify(head).slice(0, -1)},"data":${data}}`;
