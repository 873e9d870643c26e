import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { alterUserScramCredentialsV0, ScramMechanisms } from '@platformatic/kafka';
import type { KafkaConfig } from '../broker/client.ts';
import { withCluster } from '../broker/cluster.ts';

/** RFC 7677 asks for 4,096 at least; Kafka takes 16,384 at most. */
const ITERATIONS = 8_192;
const SALT_BYTES = 24;
const HASH_BYTES = 64;

/**
 * Sets passwords for SCRAM-SHA-512, by user. The broker gets salted hashes alone. A password that a user had
 * before ends for new connections; connections that are open go on.
 */
export const setScramPasswords = (
  kafka: KafkaConfig,
  passwords: Readonly<Record<string, string>>,
): Promise<void> =>
  withCluster(kafka, async (cluster) => {
    const credentials = Object.entries(passwords).map(([name, password]) => {
      const salt = randomBytes(SALT_BYTES);
      const saltedPassword = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, 'sha512');
      return { name, mechanism: ScramMechanisms.SCRAM_SHA_512, iterations: ITERATIONS, salt, saltedPassword };
    });
    await cluster.anywhere((node) => cluster.request(node, alterUserScramCredentialsV0.api, [], credentials));
  });
