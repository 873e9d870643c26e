import type { CertificateAuthority, CertificateFiles } from './certificates.ts';
import { listening, nodeSettings, type NodePlace } from './broker-settings.ts';
import type { TokenServer } from './token-server.ts';

/** Users of a secured cluster and their credentials. */
export interface ClusterSecurity {
  readonly ca: CertificateAuthority;
  /** Passwords for SCRAM-SHA-512, by user. */
  readonly users: Readonly<Record<string, string>>;
  /** Whether the SASL listener takes the passwords by PLAIN, too. */
  readonly plain?: boolean;
  /** Issuer of accepted OAUTHBEARER tokens; without an issuer, only passwords are accepted. */
  readonly tokens?: TokenServer;
}

/** Listeners of a secured node beside the SASL listener: ports. */
export interface SecuredPorts {
  /** TLS with a server certificate only: clients are anonymous. */
  readonly tls: number;
  /** TLS with a client certificate; its common name is the principal. */
  readonly mutual: number;
}

/** Super user: the brokers among themselves, and the client that sets access rules. */
export const SUPER_USER = 'admin';

const BEARER = 'org.apache.kafka.common.security.oauthbearer';

/**
 * Settings of `server.properties` for a node with TLS everywhere and access denied by default. `SASL_SSL` is
 * the port in the cluster's address; brokers authenticate each other by certificates.
 */
export function securedSettings(
  self: NodePlace,
  nodes: readonly NodePlace[],
  ports: SecuredPorts,
  own: CertificateFiles,
  { ca, users, plain = false, tokens }: ClusterSecurity,
): Record<string, string> {
  const trust = `unsecuredLoginStringClaim_sub="nobody" ssl.truststore.type="PEM" ssl.truststore.location="${ca.caFile}"`;
  const mechanisms = ['SCRAM-SHA-512', ...(plain ? ['PLAIN'] : []), ...(tokens ? ['OAUTHBEARER'] : [])];
  const sasl = 'listener.name.sasl_ssl';
  const listeners = [
    { name: 'SASL_SSL', port: self.port },
    { name: 'TLS', port: ports.tls },
    { name: 'MUTUAL', port: ports.mutual },
  ];
  return {
    ...nodeSettings(self, nodes),
    ...listening(
      self,
      listeners.map((listener) => ({ ...listener, told: listener.port })),
    ),
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,TLS:SSL,MUTUAL:SSL,CONTROLLER:SSL',
    'inter.broker.listener.name': 'MUTUAL',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': pairFile(own),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': ca.caFile,
    'listener.name.mutual.ssl.client.auth': 'required',
    'listener.name.controller.ssl.client.auth': 'required',
    'ssl.principal.mapping.rules': 'RULE:^CN=([^,]+)$/$1/',
    'sasl.enabled.mechanisms': mechanisms.join(','),
    [`${sasl}.scram-sha-512.sasl.jaas.config`]:
      'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    ...(plain ? { [`${sasl}.plain.sasl.jaas.config`]: plainUsers(users) } : {}),
    // A session ends with its token, or after an hour, unless the client authenticates again.
    'connections.max.reauth.ms': '3600000',
    ...(tokens
      ? {
          [`${sasl}.oauthbearer.sasl.jaas.config`]: `${BEARER}.OAuthBearerLoginModule required ${trust};`,
          [`${sasl}.oauthbearer.sasl.server.callback.handler.class`]: `${BEARER}.OAuthBearerValidatorCallbackHandler`,
          [`${sasl}.oauthbearer.sasl.oauthbearer.jwks.endpoint.url`]: tokens.jwksUrl,
          [`${sasl}.oauthbearer.sasl.oauthbearer.expected.issuer`]: tokens.issuer,
          [`${sasl}.oauthbearer.sasl.oauthbearer.expected.audience`]: tokens.audience,
        }
      : {}),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': 'false',
    'super.users': `User:${SUPER_USER}`,
  };
}

const plainUsers = (users: ClusterSecurity['users']): string => {
  const passwords = Object.entries(users).map(([user, password]) => ` user_${user}="${password}"`);
  return `org.apache.kafka.common.security.plain.PlainLoginModule required${passwords.join('')};`;
};

/** Kafka reads key and certificates from one file. */
export const pairFile = ({ certFile }: CertificateFiles): string => certFile.replace(/\.crt\.pem$/, '.pem');
