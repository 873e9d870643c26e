import { isIP } from 'node:net';
import { saslOAuthBearer, type ConnectionOptions } from '@platformatic/kafka';
import type { KafkaConfig as KafkajsConfig } from 'kafkajs';
import { hostOf } from './broker-addresses.ts';
import type { KafkaSecurity, Sasl } from './security.ts';

/** Milliseconds before the end of a session from which on the next request authenticates anew. */
const REAUTHENTICATION = 2_000;

/** Security for kafkajs. An explicit `rejectUnauthorized` overrides NODE_TLS_REJECT_UNAUTHORIZED. */
export function kafkajsSecurity(
  security: KafkaSecurity = { protocol: 'PLAINTEXT' },
): Pick<KafkajsConfig, 'ssl' | 'sasl' | 'reauthenticationThreshold'> {
  if (security.protocol === 'PLAINTEXT') return {};
  const ssl = { ...security.tls, rejectUnauthorized: true };
  if (security.protocol === 'SSL') return { ssl };
  return {
    ssl,
    reauthenticationThreshold: REAUTHENTICATION,
    sasl: kafkajsSasl(security.sasl),
  };
}

function kafkajsSasl(sasl: Sasl): NonNullable<KafkajsConfig['sasl']> {
  if (sasl.mechanism === 'OAUTHBEARER')
    return { mechanism: 'oauthbearer', oauthBearerProvider: bearer(sasl) };
  const { username, password } = sasl;
  return sasl.mechanism === 'PLAIN'
    ? { mechanism: 'plain', username, password }
    : { mechanism: 'scram-sha-512', username, password };
}

/** The types of kafkajs leave out the extensions, which its requests send. */
const bearer =
  ({ tokens, extensions }: Extract<Sasl, { readonly mechanism: 'OAUTHBEARER' }>) =>
  async (): Promise<{ value: string }> => ({ value: await tokens.give(), ...(extensions && { extensions }) });

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
  if (sasl.mechanism !== 'OAUTHBEARER') return { ...tls, sasl: { ...sasl } };
  return {
    ...tls,
    sasl: {
      mechanism: sasl.mechanism,
      token: () => sasl.tokens.give(),
      ...(sasl.extensions && { oauthBearerExtensions: sasl.extensions }),
      // Without the validator a connection with a refused token counts as ready until its next request.
      authBytesValidator: saslOAuthBearer.jwtValidateAuthenticationBytes,
    },
  };
}
