// Makes the topics the aggregation reads and writes, on KAFKA_BROKERS, and leaves platform.sales as it is.
import { topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
await ensureTopics(
  { brokers },
  topics().filter(({ name }) => name !== 'platform.sales'),
);
