import { INPUT_TOPICS, isEmbargoTopic, type TopicSpec } from '@silkgauge/contract';

/**
 * Number of partitions that all instances of the aggregation say they read together: of all inputs but those of what is
 * under embargo, of which `/readyz` says nothing. Names of topics without a prefix.
 */
export const inputPartitions = (specs: readonly TopicSpec[]): number =>
  specs
    .filter(({ name }) => INPUT_TOPICS.some((input) => input === name) && !isEmbargoTopic(name))
    .reduce((sum, { partitions }) => sum + partitions, 0);
