import { Partitioners, type Message, type PartitionerArgs } from 'kafkajs';
import { staying, toMessage } from './produce-request.ts';

const among = (count: number, message: Message): PartitionerArgs => ({
  topic: 't',
  message,
  partitionMetadata: Array.from({ length: count }, (_, partitionId) => ({
    ...{ partitionErrorCode: 0, partitionId, leader: 1, replicas: [1], isr: [1] },
  })),
});

it('a repeated record stays in its partition after partitions were added', () => {
  const partition = staying(Partitioners.DefaultPartitioner());
  const records = Array.from({ length: 50 }, (_, i) => ({ key: `key-${String(i)}`, value: 'x' }));
  const sent = () => records.map(toMessage) as Message[];
  const again = sent();
  const first = again.map((message) => partition(among(3, message)));
  expect(new Set(first)).toEqual(new Set([0, 1, 2]));
  expect(again.map((message) => partition(among(7, message)))).toEqual(first);
  // Later records are spread over all partitions.
  expect(sent().map((message) => partition(among(7, message)))).not.toEqual(first);
});
