/** What documents say of an environment variable. */
export interface DescribedVariable {
  readonly name: string;
  /** One line for documentation and error messages. */
  readonly about: string;
  /** Value of an absent or empty variable; without a fallback the variable is required. */
  readonly fallback?: unknown;
}

/** An environment variable. Records of variables make the configuration of a service. */
export interface Variable<T> extends DescribedVariable {
  readonly fallback?: T;
  /** Keeps the value out of error messages. */
  readonly secret?: boolean;
  /** @throws RangeError with the fault of the text */
  parse(text: string): T;
}

/** Environment variables that are read together. */
export interface VariableGroup<T> {
  readonly members: readonly DescribedVariable[];
  /** @throws RangeError with a line for each fault and its variable; ConfigError */
  read(environment: Environment): T;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export type Variables = Readonly<Record<string, Variable<unknown> | VariableGroup<unknown>>>;

/** The configuration type of a record of variables. */
export type ConfigOf<V extends Variables> = { readonly [K in keyof V]: ValueOf<V[K]> };
type ValueOf<V> = V extends VariableGroup<infer T> ? T : V extends Variable<infer T> ? T : never;

/** The configuration is invalid; `faults` names each invalid variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Node's switch for certificates that nobody checks holds for every wire but that to Kafka. */
const UNCHECKED =
  'NODE_TLS_REJECT_UNAUTHORIZED is 0: nobody would know who answers over TLS. Leave it out, and name the authority ' +
  '(KAFKA_CA_FILE, DATABASE_CA_FILE, NODE_EXTRA_CA_CERTS)';

/** @throws ConfigError with all faults */
export const readConfig = <V extends Variables>(environment: Environment, variables: V): ConfigOf<V> => {
  const faults = environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? [UNCHECKED] : [];
  const values: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries(variables)) {
    try {
      values[key] = 'read' in variable ? variable.read(environment) : readOne(environment, variable);
    } catch (error) {
      if (error instanceof ConfigError) faults.push(...error.faults);
      else if (error instanceof RangeError) faults.push(...error.message.split('\n'));
      else throw error;
    }
  }
  // What two groups read has its fault told once.
  if (faults.length > 0) throw new ConfigError([...new Set(faults)]);
  return values as ConfigOf<V>;
};

const readOne = (environment: Environment, variable: Variable<unknown>): unknown => {
  const { name, about, secret } = variable;
  const text = environment[name]?.trim() ?? '';
  if (text === '' && 'fallback' in variable) return variable.fallback;
  if (text === '') throw new RangeError(`${name} is missing: ${about}`);
  try {
    return variable.parse(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const given = secret === true ? '' : ` is "${text}"`;
    throw new RangeError(`${name}${given}: ${error.message} (${about})`, { cause: error });
  }
};

export const asText = (text: string): string => text;

/** Parses decimal digits between two inclusive bounds. */
export const asInteger =
  (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new RangeError(`not a whole number from ${String(least)} to ${String(most)}`);
    }
    return value;
  };

export const asOneOf =
  <const T extends string>(...words: readonly T[]) =>
  (text: string): T => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new RangeError(`not one of ${words.join(', ')}`);
    return word;
  };

/** Parses trimmed parts between commas, without empty ones. */
export const asList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Accepts an absolute URL with one of these protocols, such as `http:`. */
export const asUrl =
  (...protocols: readonly string[]) =>
  (text: string): string => {
    if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
      throw new RangeError(`not a URL starting with ${protocols.join(' or ')}`);
    }
    return text;
  };

export const asHttp = asUrl('http:', 'https:');

/** Accepts the address of an HTTP service; slashes at its end are left out, so that a path may follow. */
export const asHttpAddress = (text: string): string => asHttp(text).replace(/(?<!\/)\/+$/, '');
