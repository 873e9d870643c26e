import { readSubscription } from '@silkgauge/contract';
import type { SubscriptionWithProgress } from '@silkgauge/read-model';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { SecretBox } from '../sign/secret-box.ts';
import { Subscriber } from './subscriber.ts';

/** A subscription of slot 0, whose position is 5. */
export function subscriberOf(status: SubscriptionWithProgress['status'], wanted: object = {}, id = 'sub_1') {
  const read = readSubscription({ sink: 'https://example.org/', protocol: 'HTTP', ...wanted });
  if (!read.ok) throw new Error('no subscription');
  const box = new SecretBox(parseSecretKeys(newSecretKeys()));
  const row: SubscriptionWithProgress = {
    ...{
      id,
      owner: 'anonymous',
      slot: 0,
      revision: '1',
      request: JSON.stringify(read.value.request),
    },
    ...{ secrets: '[]', credential: null, status, because: null, allowed_rate: null, alert_allowed: false },
    consent_until: null,
    ...{
      subscription: id,
      live: false,
      position: '5',
      lanes: '[]',
      replays: '[]',
      health: '{}',
      attempts: '0',
    },
  };
  const slot = { slot: 0, epoch: '1', position: 5, leaving: false };
  return {
    subscriber: new Subscriber(row, slot, box),
    slot,
    disabled: { ...row, status: 'disabled' as const },
    box,
  };
}
