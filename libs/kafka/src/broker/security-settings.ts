import { hostOf, isLoopback } from './broker-addresses.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Letters, but not `auth`, which is the token's own name; then printable characters. */
const EXTENSION = /^(?!auth=)([A-Za-z]+)=([\x21-\x7e]+)$/;

/** Reads the environment and collects its faults. */
export class SecuritySettings {
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

  /** Extensions of RFC 7628 as `name=value,name=value`. */
  extensions(name: string): Readonly<Record<string, string>> | undefined {
    const text = this.get(name);
    const parts = text?.split(',').map((part) => EXTENSION.exec(part.trim()));
    if (parts?.includes(null))
      this.fault(`${name} is "${text ?? ''}": not name=value,name=value with names of letters`);
    return parts && Object.fromEntries(parts.map((part) => [part?.[1] ?? '', part?.[2] ?? '']));
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
