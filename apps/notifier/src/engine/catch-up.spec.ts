import type { Queryable, SubscriptionWithProgress } from '@silkgauge/read-model';
import { LogLoader } from '../log/log-loader.ts';
import { newSecretKeys, parseSecretKeys, SecretBox } from '../sign/secret-box.ts';
import { readSubscription } from '../subscription/read-subscription.ts';
import { CatchUp } from './catch-up.ts';
import { Subscriber } from './subscriber.ts';

function subscriberOf(status: SubscriptionWithProgress['status']) {
  const read = readSubscription({ sink: 'https://example.org/', protocol: 'HTTP' });
  if (!('value' in read)) throw new Error('no subscription');
  const box = new SecretBox(parseSecretKeys(newSecretKeys()));
  const row: SubscriptionWithProgress = {
    ...{
      id: 'sub_1',
      owner: 'anonymous',
      slot: 0,
      revision: '1',
      request: JSON.stringify(read.value.request),
    },
    ...{ secrets: '[]', credential: null, status, because: null, allowed_rate: null, alert_allowed: false },
    ...{
      subscription: 'sub_1',
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

/** A log without entries, whose answers wait for `answer`. */
function emptyLog() {
  let answer: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const query = async () => {
    await opened;
    return { rows: [] };
  };
  return {
    db: { query } as unknown as Queryable,
    answer: () => {
      answer();
    },
  };
}

it.each([
  ['becomes live at the end of the log', false],
  ['keeps its position where it was disabled while the log was read', true],
])('a subscription %s', async (_name, isDisabled) => {
  const { subscriber, slot, disabled, box } = subscriberOf('active');
  const { db, answer } = emptyLog();
  const read = new Promise<void>((resolve, reject) => {
    const parts = {
      db,
      loader: new LogLoader(db, '', 1),
      admitted: () => {
        resolve();
      },
    };
    new CatchUp({
      ...parts,
      trouble: (_what, error) => {
        reject(error as Error);
      },
    }).readOn(subscriber);
  });
  if (isDisabled) subscriber.apply(disabled, box);
  answer();
  await read;
  slot.position = 9;
  expect([subscriber.live, subscriber.reached]).toEqual(isDisabled ? [false, 5] : [true, 9]);
});
