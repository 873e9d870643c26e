import { readSubscription } from '@silkgauge/contract';
import { newSecret, SecretBox, secretPurpose } from '@silkgauge/notifier';
import { parseSecretKeys } from '@silkgauge/service';
import { inTransaction, insertSubscription, type ReadModel } from '@silkgauge/read-model';

export interface WantedSubscription {
  readonly sink: string;
  /** The area whose changes are delivered; absent of all. */
  readonly area?: string;
  /** Sequence after which changes are delivered. */
  readonly position: number;
}

const LIMITS = { ofOwner: 100_000, inAll: 100_000 };
let made = 0;

/** Stores active subscriptions as the notifier does, past its calls and the consent of sinks. */
export async function storeSubscriptions(
  readModel: ReadModel,
  secretKeys: string,
  wanted: readonly WantedSubscription[],
): Promise<void> {
  const box = new SecretBox(parseSecretKeys(secretKeys));
  for (const { sink, area, position } of wanted) {
    const filters = area === undefined ? {} : { filters: [{ exact: { area } }] };
    const read = readSubscription({ sink, protocol: 'HTTP', ...filters });
    if (!read.ok) throw new Error(JSON.stringify(read.faults));
    const id = `sub_bench${String((made += 1))}`;
    const stored = {
      ...{ id, owner: 'anonymous', request: JSON.stringify(read.value.request), credential: null },
      secrets: JSON.stringify([{ box: box.close(newSecret(), secretPurpose(id)), until: null }]),
      ...{ status: 'active' as const, allowed_rate: null, consentHash: null, alertAllowed: false },
      position: String(position),
    };
    // One at a time: a notifier that runs locks the same slots, in an order of its own.
    await inTransaction(readModel.pool, (tx) => insertSubscription(tx, stored, LIMITS));
  }
}
