import { INPUT_TOPICS, type TopicSpec } from '@silkgauge/contract';

/** Number of partitions that all instances of the aggregation read together; names of topics without a prefix. */
export const inputPartitions = (specs: readonly TopicSpec[]): number =>
  specs
    .filter(({ name }) => INPUT_TOPICS.some((input) => input === name))
    .reduce((sum, { partitions }) => sum + partitions, 0);
