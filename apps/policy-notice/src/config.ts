import { feedVariables } from '@silkgauge/feed';

/** HOST, PORT, LOG_LEVEL, KAFKA_BROKERS, TOPIC_PREFIX, the limits of the door and FEED_TOKENS. */
export const variables = feedVariables(4103);
