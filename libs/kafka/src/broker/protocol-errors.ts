import { protocolErrors, protocolErrorsCodesById } from '@platformatic/kafka';
import { causes, NoToken, Refused, Unreachable } from './errors.ts';
import type { Sasl } from './security.ts';

interface ProtocolError {
  readonly id: string;
  readonly code: number;
  readonly message: string;
  readonly canRetry: boolean;
}

const known = (code: number): ProtocolError | undefined => {
  const id = (protocolErrorsCodesById as Readonly<Record<number, string>>)[code];
  return id === undefined ? undefined : (protocolErrors as Readonly<Record<string, ProtocolError>>)[id];
};

/** The error for a code that stands in an answer. */
export const refused = (code: number, detail: string | null = null): Refused => {
  const { id, message } = known(code) ?? { id: `error ${String(code)}`, message: 'unknown to this client' };
  return refusal(code, `${id}: ${detail ?? message}`);
};

/** The same, said in other words. */
export const refusal = (code: number, message: string): Refused =>
  new Refused(code, message, { isPassing: known(code)?.canRetry ?? false });

/** What the client library threw, as the error that says what to do. */
export const translated = (
  error: unknown,
  at: string,
  mechanism: Sasl['mechanism'] | null = null,
): Refused | Unreachable => {
  if (error instanceof Refused || error instanceof Unreachable) return error;
  const inside = refusedIn(error);
  const code = inside?.apiCode ?? (isTokenRefused(error) ? SASL_AUTHENTICATION_FAILED : null);
  if (code !== null) {
    const { message, isPassing } = refused(code, inside?.serverErrorMessage);
    const fix = saslFix(code, mechanism);
    // What was asked for is not in the answer to who it is.
    if (fix !== null) return new Refused(code, `${message} (at ${at}): ${fix}`, { isPassing, cause: error });
    return new Refused(code, message, { isPassing, answer: answerIn(error), cause: error });
  }
  const noToken = noTokenIn(error);
  if (noToken) return new Unreachable(noToken.message, { cause: error });
  const why = connectionFault(error) ?? causes(error).at(-1)?.message ?? String(error);
  return new Unreachable(`No answer from ${at}: ${why}`, { cause: error });
};

interface LibraryRefusal extends Error {
  readonly apiCode: number;
  readonly serverErrorMessage: string | null;
}

const isRefusal = (error: Error): error is LibraryRefusal =>
  typeof (error as Partial<LibraryRefusal>).apiCode === 'number';

const refusedIn = (error: unknown): LibraryRefusal | undefined =>
  causes(error)
    .flatMap((cause) => (cause instanceof AggregateError ? (cause.errors as Error[]) : [cause]))
    .find(isRefusal);

const answerIn = (error: unknown): unknown =>
  causes(error)
    .map((cause) => (cause as { readonly response?: unknown }).response)
    .find((response) => response !== undefined);

/** What is wrong where a connection does not come about, and what to set otherwise; by what Node, OpenSSL and the library say. */
const FAULTS: readonly (readonly [words: RegExp, fault: string])[] = [
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|CERT_SIGNATURE_FAILURE/,
    'nobody who is trusted here has signed its certificate: KAFKA_CA_FILE has to hold who did',
  ],
  [
    /ERR_TLS_CERT_ALTNAME_INVALID/,
    'its certificate is for another name: KAFKA_BROKERS and advertised.listeners have to name it as its certificate does',
  ],
  [/CERT_HAS_EXPIRED/, 'its certificate has run out: it needs a new one'],
  [/CERT_NOT_YET_VALID/, 'its certificate is not valid yet: look at the clocks of both'],
  [
    /alert (?:bad certificate|certificate required|certificate unknown|unknown ca)/i,
    'it lets in whose certificate it trusts: KAFKA_CERT_FILE and KAFKA_KEY_FILE have to hold one, signed by who is in its trust store',
  ],
  [/Broker requires TLS/, 'it speaks TLS, and KAFKA_SECURITY is PLAINTEXT: set SSL or SASL_SSL'],
  [
    /verify the broker supports TLS/,
    'it ended the TLS handshake: KAFKA_SECURITY has to be what that port of it speaks',
  ],
];

/** In words that say what to set otherwise; null where it is nothing that is set. */
function connectionFault(error: unknown): string | null {
  for (const { message, code } of causes(error) as (Error & { code?: unknown })[]) {
    const [, fault] = FAULTS.find(([words]) => words.test(`${String(code)} ${message}`)) ?? [];
    if (fault !== undefined) return `${fault} (${message})`;
  }
  return null;
}

const noTokenIn = (error: unknown): NoToken | undefined =>
  causes(error).find((cause) => cause instanceof NoToken);

/** Told in the broker's answer and by no error code: KIP-255. */
const isTokenRefused = (error: unknown): boolean =>
  causes(error).some((cause) => (cause as { authData?: { status?: unknown } }).authData !== undefined);

/** UNSUPPORTED_SASL_MECHANISM, ILLEGAL_SASL_STATE and SASL_AUTHENTICATION_FAILED, and what to do about them. */
const SASL_FIXES = new Map([
  [33, 'set KAFKA_SASL_MECHANISM to one that the broker has in sasl.enabled.mechanisms'],
  [34, 'KAFKA_SECURITY has to be what that port of the broker speaks'],
]);
export const SASL_AUTHENTICATION_FAILED = 58;
const SECRET_FIXES = {
  'SCRAM-SHA-512':
    'KAFKA_USERNAME and the file of KAFKA_PASSWORD_FILE have to be a user of the brokers for SCRAM-SHA-512; start again after a change',
  OAUTHBEARER:
    'the brokers have to expect issuer and audience of the server at KAFKA_OAUTH_TOKEN_URL, its tokens have to hold yet by their clocks',
};

/** What to do where a broker does not let this process in; null where the code says something else. */
const saslFix = (code: number, mechanism: keyof typeof SECRET_FIXES | null): string | null =>
  (code === SASL_AUTHENTICATION_FAILED && mechanism ? SECRET_FIXES[mechanism] : SASL_FIXES.get(code)) ?? null;
