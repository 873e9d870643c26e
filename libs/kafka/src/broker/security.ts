import { readFileSync } from 'node:fs';
import { clientCredentials, type AccessTokens } from './access-tokens.ts';
import { hostOf, isLoopback } from './broker-addresses.ts';
import { SecuritySettings } from './security-settings.ts';
import { tokenFile } from './token-file.ts';

/** Transport to the brokers. TLS always checks a broker's name against its certificate. */
export type KafkaSecurity =
  | { readonly protocol: 'PLAINTEXT' }
  | { readonly protocol: 'SSL'; readonly tls: Tls }
  | { readonly protocol: 'SASL_SSL'; readonly tls: Tls; readonly sasl: Sasl };

/** PEM texts. Without `ca` Node's own authorities are trusted; `cert` and `key` are the client's. */
export interface Tls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export type Sasl =
  | { readonly mechanism: 'SCRAM-SHA-512' | 'PLAIN'; readonly username: string; readonly password: string }
  | {
      readonly mechanism: 'OAUTHBEARER';
      readonly tokens: AccessTokens;
      /** What a broker wants to know beside the token (RFC 7628), by name. */
      readonly extensions?: Readonly<Record<string, string>>;
    };

type Environment = Readonly<Record<string, string | undefined>>;

/** The warning for unencrypted traffic over a network; null without such traffic. */
export function clearText(brokers: readonly string[], { protocol }: KafkaSecurity): string | null {
  const away = brokers.filter((broker) => !isLoopback(hostOf(broker)));
  if (protocol !== 'PLAINTEXT' || away.length === 0) return null;
  return `INSECURE_TRANSPORT=1: what goes to ${away.join(', ')} can be read and changed on the way`;
}

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_SSL'];
const MECHANISMS = ['SCRAM-SHA-512', 'PLAIN', 'OAUTHBEARER'];
const TLS_NAMES = ['KAFKA_CA_FILE', 'KAFKA_CERT_FILE', 'KAFKA_KEY_FILE'];
const PASSWORD_NAMES = ['KAFKA_USERNAME', 'KAFKA_PASSWORD_FILE'];
const TOKEN_FILE = 'KAFKA_OAUTH_TOKEN_FILE';
const EXTENSIONS = 'KAFKA_OAUTH_EXTENSIONS';
const CREDENTIALS_NAMES = [
  'KAFKA_OAUTH_TOKEN_URL',
  'KAFKA_OAUTH_CLIENT_ID',
  'KAFKA_OAUTH_CLIENT_SECRET_FILE',
  'KAFKA_OAUTH_SCOPE',
];
const OAUTH_NAMES = [...CREDENTIALS_NAMES, TOKEN_FILE, EXTENSIONS];
const SASL_NAMES = ['KAFKA_SASL_MECHANISM', ...PASSWORD_NAMES, ...OAUTH_NAMES];

const DESCRIBED = [
  {
    name: 'KAFKA_SECURITY',
    about: `${PROTOCOLS.join(', ')}; the name of a broker is always checked against its certificate`,
    fallback: 'PLAINTEXT',
  },
  ...Object.entries({
    KAFKA_CA_FILE: 'file of the authority of the brokers, PEM; without it those that Node knows',
    KAFKA_CERT_FILE: 'file of the certificate of this process, PEM',
    KAFKA_KEY_FILE: 'file of the key of that certificate, PEM',
    KAFKA_SASL_MECHANISM: `of SASL_SSL: ${MECHANISMS.join(', ')}`,
    KAFKA_USERNAME: 'name of this process at the brokers, of SCRAM-SHA-512 and PLAIN',
    KAFKA_PASSWORD_FILE: 'file of the password, of SCRAM-SHA-512 and PLAIN',
    KAFKA_OAUTH_TOKEN_URL:
      'address of the server that gives tokens for client credentials, of OAUTHBEARER; NODE_EXTRA_CA_CERTS has an authority of your own',
    KAFKA_OAUTH_CLIENT_ID: 'name of this process at that server',
    KAFKA_OAUTH_CLIENT_SECRET_FILE: 'file of its secret there',
    KAFKA_OAUTH_SCOPE: 'scope that is asked for there',
    KAFKA_OAUTH_TOKEN_FILE:
      'file of a token that another program renews, of OAUTHBEARER, in place of client credentials',
    KAFKA_OAUTH_EXTENSIONS: 'what a broker wants beside the token, name=value,name=value',
    INSECURE_TRANSPORT: '1 allows PLAINTEXT to brokers on another machine',
  }).map(([name, about]) => ({ name, about, fallback: '' })),
];

/** Variables that are read together; a fragment of a service's configuration. */
export const securityVariables = {
  members: DESCRIBED,
  read: (environment: Environment): KafkaSecurity =>
    kafkaSecurity(environment, (path) => readFileSync(path, 'utf8')),
};

/** @throws RangeError with a line for each fault */
export function kafkaSecurity(environment: Environment, readFile: (path: string) => string): KafkaSecurity {
  const settings = new SecuritySettings(environment, readFile);
  const security = read(settings);
  if (settings.faults.length > 0 || security === null) throw new RangeError(settings.faults.join('\n'));
  return security;
}

function read(settings: SecuritySettings): KafkaSecurity | null {
  const protocol = settings.get('KAFKA_SECURITY') ?? 'PLAINTEXT';
  if (settings.get('KAFKA_SASL_MECHANISM') === 'PLAIN' && protocol !== 'SASL_SSL') {
    settings.fault(
      `KAFKA_SASL_MECHANISM is PLAIN, which shows the password itself, and KAFKA_SECURITY is ${protocol}: PLAIN goes over TLS alone, set SASL_SSL`,
    );
    return null;
  }
  switch (protocol) {
    case 'PLAINTEXT':
      settings.refuse([...TLS_NAMES, ...SASL_NAMES], `KAFKA_SECURITY is ${protocol}`);
      settings.expectLoopback();
      return { protocol };
    case 'SSL':
      settings.refuse(SASL_NAMES, `KAFKA_SECURITY is ${protocol}, not SASL_SSL`);
      return { protocol, tls: readTls(settings) };
    case 'SASL_SSL': {
      const tls = readTls(settings);
      const sasl = readSasl(settings);
      return sasl && { protocol, tls, sasl };
    }
    default:
      settings.fault(`KAFKA_SECURITY is "${protocol}": not one of ${PROTOCOLS.join(', ')}`);
      return null;
  }
}

function readTls(settings: SecuritySettings): Tls {
  const [ca, cert, key] = TLS_NAMES.map((name) => settings.file(name));
  if ((cert === undefined) !== (key === undefined))
    settings.fault('KAFKA_CERT_FILE and KAFKA_KEY_FILE are given together: one proves the other');
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}

function readSasl(settings: SecuritySettings): Sasl | null {
  const mechanism = settings.need('KAFKA_SASL_MECHANISM', MECHANISMS.join(' or '));
  switch (mechanism) {
    case 'SCRAM-SHA-512':
    case 'PLAIN': {
      settings.refuse(OAUTH_NAMES, `KAFKA_SASL_MECHANISM is ${mechanism}`);
      const username = settings.need('KAFKA_USERNAME', 'the name that the brokers know this process by');
      const password = settings.secret('KAFKA_PASSWORD_FILE', 'a file that holds the password');
      return { mechanism, username, password };
    }
    case 'OAUTHBEARER': {
      settings.refuse(PASSWORD_NAMES, `KAFKA_SASL_MECHANISM is ${mechanism}`);
      const extensions = settings.extensions(EXTENSIONS);
      const tokens = readTokens(settings);
      return tokens && { mechanism, tokens, ...(extensions && { extensions }) };
    }
    case '':
      return null;
    default:
      settings.fault(`KAFKA_SASL_MECHANISM is "${mechanism}": not one of ${MECHANISMS.join(', ')}`);
      return null;
  }
}

function readTokens(settings: SecuritySettings): AccessTokens | null {
  const file = settings.get(TOKEN_FILE);
  if (file !== undefined) {
    settings.refuse(CREDENTIALS_NAMES, `tokens come from ${TOKEN_FILE}`);
    return tokenFile(file);
  }
  const tokenUrl = settings.tokenUrl();
  const clientId = settings.need(
    'KAFKA_OAUTH_CLIENT_ID',
    'the name that the token server knows this process by',
  );
  const clientSecret = settings.secret(
    'KAFKA_OAUTH_CLIENT_SECRET_FILE',
    'a file that holds the client secret',
  );
  const scope = settings.get('KAFKA_OAUTH_SCOPE');
  if (!URL.canParse(tokenUrl)) return null;
  return clientCredentials({ tokenUrl, clientId, clientSecret, ...(scope && { scope }) });
}
