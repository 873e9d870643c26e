import { Seals } from '@silkgauge/embargo';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { batchOf, figure, sealedRecords } from '@silkgauge/testing';
import { readHeld } from './read-held.ts';

const seals = new Seals(parseSecretKeys(newSecretKeys()));

async function heldUntil(until: string) {
  const event = figure('SHOP.CN.SALES.OWN.X._T._T._T.CNY', '2016', { value: '1', embargo: { until } });
  const records = await sealedRecords([event], { seals, first: 0n, appendedAt: 0 });
  const batch = batchOf('platform.embargoed', records, { epoch: 1n, expected: 0n });
  return readHeld('platform.embargoed', batch, seals);
}

it('an event is held until its instant as the contract reads it, in a leap second too', async () => {
  const { records } = await heldUntil('2016-12-31T23:59:60Z');
  expect(records).toMatchObject([
    { kind: 'held', waits: { until: new Date('2016-12-31T23:59:59.999Z'), release: null } },
  ]);
});

it('what is held reaches no series, so it keeps no domain waiting', async () => {
  expect((await heldUntil('2017-01-01T00:00:00Z')).domain).toBeNull();
});
