import { causes, NoToken } from './errors.ts';

/** What is wrong where a connection does not come about, and what to set otherwise; by the code that Node or OpenSSL gives. */
const TLS_FAULTS: readonly (readonly [codes: readonly string[], fault: string])[] = [
  [
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_SIGNATURE_FAILURE',
    ],
    'nobody who is trusted here has signed its certificate: KAFKA_CA_FILE has to hold who did',
  ],
  [
    ['ERR_TLS_CERT_ALTNAME_INVALID'],
    'its certificate is for another name: KAFKA_BROKERS and advertised.listeners have to name it as its certificate does',
  ],
  [['CERT_HAS_EXPIRED'], 'its certificate has run out: it needs a new one'],
  [['CERT_NOT_YET_VALID'], 'its certificate is not valid yet: look at the clocks of both'],
];

/** The library and alerts of TLS have no code for these. */
const OTHER_FAULTS: readonly (readonly [words: RegExp, fault: string])[] = [
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
export function connectionFault(error: unknown): string | null {
  for (const { message, code } of causes(error) as (Error & { code?: unknown })[]) {
    const [, fault] =
      TLS_FAULTS.find(([codes]) => codes.includes(String(code))) ??
      OTHER_FAULTS.find(([words]) => words.test(message)) ??
      [];
    if (fault !== undefined) return `${fault} (${message})`;
  }
  return null;
}

export const noTokenIn = (error: unknown): NoToken | undefined =>
  causes(error).find((cause) => cause instanceof NoToken);

/** Told in the broker's answer and by no error code: KIP-255. */
export const isTokenRefused = (error: unknown): boolean =>
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
export const saslFix = (code: number, mechanism: keyof typeof SECRET_FIXES | null): string | null =>
  (code === SASL_AUTHENTICATION_FAILED && mechanism ? SECRET_FIXES[mechanism] : SASL_FIXES.get(code)) ?? null;
