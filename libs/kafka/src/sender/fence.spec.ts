import { fence, type FencedCluster } from './fence.ts';
import { FencingBroker } from '../spec/fencing-broker.fixture.ts';
import { refused } from '../broker/protocol-errors.ts';
import { LAST_EPOCH, TransactionalId } from './transactional-id.ts';
import { addPartitionsToTxnV3 } from '@platformatic/kafka';

const topics = [
  { topic: 'customs', partitions: [0, 1] },
  { topic: 'platform', partitions: [0] },
];
const places = ['customs/0', 'customs/1', 'platform/0'];

const opened = async (broker: FencingBroker) => {
  const id = new TransactionalId(broker, 'relay', { patience: 100, markers: 300, transaction: 200 });
  await id.take();
  await fence(broker, id, topics, 100);
  return id.producer;
};

it('leaves the epoch of the holder on every partition, from the first opening on', async () => {
  const broker = new FencingBroker();
  // A first opening has no former epoch to try the fence with, so the sender takes the id twice.
  expect(await opened(broker)).toEqual({ producerId: 7n, producerEpoch: 1 });
  expect(await opened(broker)).toEqual({ producerId: 7n, producerEpoch: 2 });
  for (const place of places) expect(broker.partitions.epochs(place)).toEqual(new Map([[7n, 2]]));
  expect(broker.written).toBe(0);
});

it('fails where a broker takes batches with an older epoch, and writes no batch to find out', async () => {
  const broker = new FencingBroker({ comparesEpochs: false });
  await expect(opened(broker)).rejects.toThrow(
    /customs\/0 answers a former holder with OUT_OF_ORDER_SEQUENCE_NUMBER: .*: the broker does not fence/,
  );
  expect(broker.written).toBe(0);
});

it('fails where the marker of a transaction leaves no epoch on a partition', async () => {
  const broker = new FencingBroker({ marks: false });
  await expect(opened(broker)).rejects.toThrow(
    'customs/0 keeps nothing of the mark with epoch 1: the broker does not fence',
  );
  expect(broker.written).toBe(0);
});

it('scenario 34: exhausted epoch: whoever wrote under a producer id is kept off before the coordinator gives another one', async () => {
  const broker = new FencingBroker({}, LAST_EPOCH - 1);
  const last = await opened(broker);
  expect(last).toEqual({ producerId: 7n, producerEpoch: LAST_EPOCH });
  for (const place of places) expect(broker.partitions.write(place, last, 0)).toBe(0);
  const next = await opened(broker);
  expect(next).toEqual({ producerId: 8n, producerEpoch: 1 });
  for (const place of places) {
    expect(broker.partitions.write(place, last, 1)).toBe(47);
    expect(broker.partitions.write(place, { producerId: 8n, producerEpoch: 0 }, 0)).toBe(47);
    expect(broker.partitions.write(place, next, 0)).toBe(0);
  }
  expect(await opened(broker)).toEqual({ producerId: 8n, producerEpoch: 2 });
});

it('no sender that opens at the same time keeps an epoch that is not for writing', async () => {
  const broker = new FencingBroker({}, LAST_EPOCH - 1);
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => opened(broker)));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  for (const failure of failures) expect(failure).toMatchObject({ code: 90 });
  const held = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  for (const { producerEpoch } of held) expect(producerEpoch).toBeLessThanOrEqual(LAST_EPOCH);
  const next = await opened(broker);
  for (const place of places)
    for (const former of held) expect(broker.partitions.write(place, former, 1)).not.toBe(0);
  for (const place of places) expect(broker.partitions.write(place, next, 0)).toBe(0);
});

describe('an opening where the coordinator refuses the first partitions for a while', () => {
  const [CONCURRENT, NOT_AVAILABLE] = [51, 15];

  /** A broker that answers with an error code for so many milliseconds. */
  const refusingFor = (broker: FencingBroker, code: number, milliseconds: number): FencedCluster => {
    const until = performance.now() + milliseconds;
    const isRefused = ([first]: readonly { readonly key: number }[]): boolean =>
      first?.key === addPartitionsToTxnV3.api.key && performance.now() < until;
    return {
      leader: broker.leader,
      request: (node, versions, ...given) =>
        isRefused([versions].flat())
          ? Promise.reject(refused(code))
          : broker.request(node, versions, ...given),
    };
  };
  const limits = { patience: 50, markers: 60_000, transaction: 100 };
  const open = async (code: number, milliseconds: number): Promise<void> => {
    const broker = new FencingBroker();
    const refusing = refusingFor(broker, code, milliseconds);
    const id = new TransactionalId({ ...refusing, coordinator: broker.coordinator }, 'relay', limits);
    await id.take();
    await fence(refusing, id, topics, 1_000);
  };

  it('waits for the markers of the former transaction longer than for one request', async () => {
    await expect(open(CONCURRENT, 400)).resolves.toBeUndefined();
  });

  it('gives up after the patience of one request where the coordinator is away', async () => {
    await expect(open(NOT_AVAILABLE, 60_000)).rejects.toMatchObject({ code: NOT_AVAILABLE });
  });
});
