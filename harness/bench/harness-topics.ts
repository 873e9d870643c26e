// Creates the aggregation's topics on KAFKA_BROKERS, except platform.sales.
import { topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';

const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
await ensureTopics(
  { brokers },
  topics().filter(({ name }) => name !== 'platform.sales'),
);
