import type Cluster from 'kafkajs/src/cluster/index.js';
import { createKafka, type KafkaConfig } from './client.ts';

type Maker = (options: { metadataMaxAge: number; allowAutoTopicCreation: boolean }) => Cluster;

const METADATA_MS = 300_000;

/**
 * kafkajs's connections to the brokers, which it makes for its own clients only: what speaks the protocol by itself
 * has what is under them.
 */
export const newCluster = (config: KafkaConfig): Cluster => {
  const kafka = createKafka(config) as unknown as Record<symbol, Maker>;
  const name = Object.getOwnPropertySymbols(kafka).find((symbol) =>
    symbol.description?.endsWith(':createCluster'),
  );
  const make = name && kafka[name];
  if (!make) throw new Error('this version of kafkajs makes its connections otherwise');
  return make({ metadataMaxAge: METADATA_MS, allowAutoTopicCreation: false });
};
