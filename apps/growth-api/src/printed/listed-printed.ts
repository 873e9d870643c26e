import type { ListedPrinted } from '@silkgauge/contract';
import type { PrintedRow } from '@silkgauge/read-model';
import { withData } from '../orders/order-json.ts';

/** A printed sentence as JSON text, with what registers it as it was pushed. */
export function listedPrinted(row: PrintedRow): string {
  const { name: printed, times: version, source, id, sequence, data } = row;
  const head: Omit<ListedPrinted, 'data'> = {
    ...{ printed, version, source, id, sequence },
    knownAt: row.known_at.toISOString(),
    alert: alertOf(row),
  };
  return withData(head, data);
}

function alertOf({ alert_state: state, alert_version: version, alert_sequence: sequence }: PrintedRow) {
  if (state === null || version === null || sequence === null) return null;
  return { state, version, sequence } as ListedPrinted['alert'];
}
