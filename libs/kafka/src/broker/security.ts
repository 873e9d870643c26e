import { readFileSync } from 'node:fs';
import { clientCredentials, type AccessTokens } from './access-tokens.ts';
import { hostOf, isLoopback } from './broker-addresses.ts';

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
  | { readonly mechanism: 'SCRAM-SHA-512'; readonly username: string; readonly password: string }
  | { readonly mechanism: 'OAUTHBEARER'; readonly tokens: AccessTokens };

type Environment = Readonly<Record<string, string | undefined>>;

/** The warning for unencrypted traffic over a network; null without such traffic. */
export function clearText(brokers: readonly string[], { protocol }: KafkaSecurity): string | null {
  const away = brokers.filter((broker) => !isLoopback(hostOf(broker)));
  if (protocol !== 'PLAINTEXT' || away.length === 0) return null;
  return `INSECURE_TRANSPORT=1: what goes to ${away.join(', ')} can be read and changed on the way`;
}

const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_SSL'];
const MECHANISMS = ['SCRAM-SHA-512', 'OAUTHBEARER'];
const TLS_NAMES = ['KAFKA_CA_FILE', 'KAFKA_CERT_FILE', 'KAFKA_KEY_FILE'];
const SCRAM_NAMES = ['KAFKA_USERNAME', 'KAFKA_PASSWORD_FILE'];
const OAUTH_NAMES = ['KAFKA_OAUTH_TOKEN_URL', 'KAFKA_OAUTH_CLIENT_ID', 'KAFKA_OAUTH_CLIENT_SECRET_FILE'];
const OAUTH_SCOPE = 'KAFKA_OAUTH_SCOPE';
const SASL_NAMES = ['KAFKA_SASL_MECHANISM', ...SCRAM_NAMES, ...OAUTH_NAMES, OAUTH_SCOPE];

/** Variables that are read together; a fragment of a service's configuration. */
export const securityVariables = {
  names: ['KAFKA_SECURITY', ...TLS_NAMES, ...SASL_NAMES, 'INSECURE_TRANSPORT'],
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
    case 'SCRAM-SHA-512': {
      settings.refuse([...OAUTH_NAMES, OAUTH_SCOPE], `KAFKA_SASL_MECHANISM is ${mechanism}`);
      const username = settings.need('KAFKA_USERNAME', 'the name that the brokers know this process by');
      const password = settings.secret('KAFKA_PASSWORD_FILE', 'a file that holds the password');
      return { mechanism, username, password };
    }
    case 'OAUTHBEARER': {
      settings.refuse(SCRAM_NAMES, `KAFKA_SASL_MECHANISM is ${mechanism}`);
      const tokenUrl = settings.tokenUrl();
      const clientId = settings.need(
        'KAFKA_OAUTH_CLIENT_ID',
        'the name that the token server knows this process by',
      );
      const clientSecret = settings.secret(
        'KAFKA_OAUTH_CLIENT_SECRET_FILE',
        'a file that holds the client secret',
      );
      const scope = settings.get(OAUTH_SCOPE);
      if (!URL.canParse(tokenUrl)) return null;
      return {
        mechanism,
        tokens: clientCredentials({ tokenUrl, clientId, clientSecret, ...(scope && { scope }) }),
      };
    }
    case '':
      return null;
    default:
      settings.fault(`KAFKA_SASL_MECHANISM is "${mechanism}": not one of ${MECHANISMS.join(', ')}`);
      return null;
  }
}

/** Reads the environment and collects its faults. */
class SecuritySettings {
  readonly faults: string[] = [];
  readonly #environment: Environment;
  readonly #readFile: (path: string) => string;

  constructor(environment: Environment, readFile: (path: string) => string) {
    this.#environment = environment;
    this.#readFile = readFile;
  }

  fault(text: string): void {
    this.faults.push(text);
  }

  get(name: string): string | undefined {
    const text = this.#environment[name]?.trim() ?? '';
    return text === '' ? undefined : text;
  }

  need(name: string, about: string): string {
    const text = this.get(name);
    if (text === undefined) this.fault(`${name} is missing: ${about}`);
    return text ?? '';
  }

  file(name: string): string | undefined {
    const path = this.get(name);
    if (path === undefined) return undefined;
    try {
      return this.#readFile(path);
    } catch (error) {
      this.fault(`${name} is "${path}", which cannot be read: ${String(error)}`);
      return undefined;
    }
  }

  /** Drops one line end, which editors add. */
  secret(name: string, about: string): string {
    if (this.need(name, about) === '') return '';
    const secret = this.file(name)?.replace(/\r?\n$/, '');
    if (secret === '') this.fault(`${name} names a file that is empty`);
    return secret ?? '';
  }

  refuse(names: readonly string[], because: string): void {
    for (const name of names)
      if (this.get(name) !== undefined) this.fault(`${name} is given, and ${because}: leave one out`);
  }

  tokenUrl(): string {
    const name = 'KAFKA_OAUTH_TOKEN_URL';
    const url = this.need(name, 'where tokens are given for client credentials');
    if (url === '') return url;
    const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {};
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
      this.fault(`${name} is "${url}": not a URL starting with https: (http: goes on the loopback only)`);
    return url;
  }

  expectLoopback(): void {
    const brokers = (this.get('KAFKA_BROKERS') ?? '').split(',').map((part) => part.trim());
    const away = brokers.filter((broker) => broker !== '' && !isLoopback(hostOf(broker)));
    if (away.length > 0 && this.get('INSECURE_TRANSPORT') !== '1')
      this.fault(
        `KAFKA_SECURITY is PLAINTEXT, and ${away.join(', ')} is not on this machine: use SSL or SASL_SSL, or say INSECURE_TRANSPORT=1 where the network is trusted`,
      );
  }
}
