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

/** The error for an error code of Kafka's protocol. */
export const refused = (code: number, detail: string | null = null): Refused => {
  const { id, message } = known(code) ?? { id: `error ${String(code)}`, message: 'unknown to this client' };
  return refusal(code, `${id}: ${detail ?? message}`);
};

/** The error for an error code, with the caller's message. */
export const refusal = (code: number, message: string): Refused =>
  new Refused(code, message, { isPassing: known(code)?.canRetry ?? false });

/** Translates an error of the client library; `at` is the broker's address. */
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
    // The answer belongs to the authentication, not to the request.
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

/** Causes of a failed connection with their fixes, by the words of Node, OpenSSL and the client library. */
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

/** The cause of a failed connection with its fix; null for an unknown cause. */
function connectionFault(error: unknown): string | null {
  for (const { message, code } of causes(error) as (Error & { code?: unknown })[]) {
    const [, fault] = FAULTS.find(([words]) => words.test(`${String(code)} ${message}`)) ?? [];
    if (fault !== undefined) return `${fault} (${message})`;
  }
  return null;
}

const noTokenIn = (error: unknown): NoToken | undefined =>
  causes(error).find((cause) => cause instanceof NoToken);

/** A broker reports a refused token in its SASL answer, without an error code (KIP-255). */
const isTokenRefused = (error: unknown): boolean =>
  causes(error).some((cause) => (cause as { authData?: { status?: unknown } }).authData !== undefined);

/** Fixes for UNSUPPORTED_SASL_MECHANISM and ILLEGAL_SASL_STATE. */
const SASL_FIXES = new Map([
  [33, 'set KAFKA_SASL_MECHANISM to one that the broker has in sasl.enabled.mechanisms'],
  [34, 'KAFKA_SECURITY has to be what that port of the broker speaks'],
]);
export const SASL_AUTHENTICATION_FAILED = 58;
const passwordFix = (mechanism: string): string =>
  `KAFKA_USERNAME and the file of KAFKA_PASSWORD_FILE have to be a user of the brokers for ${mechanism}; start again after a change`;
const SECRET_FIXES = {
  'SCRAM-SHA-512': passwordFix('SCRAM-SHA-512'),
  PLAIN: passwordFix('PLAIN'),
  OAUTHBEARER:
    'the brokers have to expect issuer and audience of the tokens of KAFKA_OAUTH_TOKEN_URL or KAFKA_OAUTH_TOKEN_FILE, which have to hold yet by the clocks of the brokers',
};

/** The fix for a refused authentication; null for other error codes. */
const saslFix = (code: number, mechanism: keyof typeof SECRET_FIXES | null): string | null =>
  (code === SASL_AUTHENTICATION_FAILED && mechanism ? SECRET_FIXES[mechanism] : SASL_FIXES.get(code)) ?? null;
