import { protocolErrors, protocolErrorsCodesById } from '@platformatic/kafka';
import {
  connectionFault,
  isTokenRefused,
  noTokenIn,
  SASL_AUTHENTICATION_FAILED,
  saslFix,
} from './connection-faults.ts';
import { causes, Refused, Unreachable } from './errors.ts';
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
