import { isIP } from 'node:net';
import { saslOAuthBearer, type ConnectionOptions } from '@platformatic/kafka';
import type { KafkaConfig as KafkajsConfig } from 'kafkajs';
import { hostOf } from './broker-addresses.ts';
import type { KafkaSecurity } from './security.ts';

/** A session is authenticated anew that many milliseconds before it ends, by the first request that is sent then. */
const REAUTHENTICATION = 2_000;

/** For kafkajs. `rejectUnauthorized` is said aloud, so that no variable of Node's own turns it off. */
export function kafkajsSecurity(
  security: KafkaSecurity = { protocol: 'PLAINTEXT' },
): Pick<KafkajsConfig, 'ssl' | 'sasl' | 'reauthenticationThreshold'> {
  if (security.protocol === 'PLAINTEXT') return {};
  const ssl = { ...security.tls, rejectUnauthorized: true };
  if (security.protocol === 'SSL') return { ssl };
  const { sasl } = security;
  return {
    ssl,
    reauthenticationThreshold: REAUTHENTICATION,
    sasl:
      sasl.mechanism === 'OAUTHBEARER'
        ? {
            mechanism: 'oauthbearer',
            oauthBearerProvider: async () => ({ value: await sasl.tokens.give() }),
          }
        : { mechanism: 'scram-sha-512', username: sasl.username, password: sasl.password },
  };
}

/** For connections of @platformatic/kafka's to these brokers. */
export function connectionSecurity({
  brokers,
  security = { protocol: 'PLAINTEXT' },
}: {
  readonly brokers: readonly string[];
  readonly security?: KafkaSecurity;
}): Pick<ConnectionOptions, 'tls' | 'tlsServerName' | 'sasl'> {
  if (security.protocol === 'PLAINTEXT') return {};
  const tls = {
    tls: { ...security.tls, rejectUnauthorized: true },
    // Where brokers have names these are also sent, for servers that have several; TLS forbids that for addresses.
    tlsServerName: brokers.some((broker) => isIP(hostOf(broker)) === 0),
  };
  if (security.protocol === 'SSL') return tls;
  const { sasl } = security;
  if (sasl.mechanism === 'SCRAM-SHA-512') return { ...tls, sasl: { ...sasl } };
  return {
    ...tls,
    sasl: {
      mechanism: sasl.mechanism,
      token: () => sasl.tokens.give(),
      // Without it a token that was refused counts as connected until the next request.
      authBytesValidator: saslOAuthBearer.jwtValidateAuthenticationBytes,
    },
  };
}
