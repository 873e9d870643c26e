import { isIP } from 'node:net';
import { saslOAuthBearer, type ConnectionOptions } from '@platformatic/kafka';
import type { KafkaConfig as KafkajsConfig } from 'kafkajs';
import { hostOf } from './broker-addresses.ts';
import type { KafkaSecurity } from './security.ts';

/** Milliseconds before the end of a session from which on the next request authenticates anew. */
const REAUTHENTICATION = 2_000;

/** Security for kafkajs. An explicit `rejectUnauthorized` overrides NODE_TLS_REJECT_UNAUTHORIZED. */
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

/** Security for connections of @platformatic/kafka. */
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
    // The server name (SNI), for servers with several names; TLS forbids IP addresses in it.
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
      // Without the validator a connection with a refused token counts as ready until its next request.
      authBytesValidator: saslOAuthBearer.jwtValidateAuthenticationBytes,
    },
  };
}
