import { problem, type ProblemName, type Scope } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';
import { limitHeaders, type Left } from '../limit/limits.ts';

const REALM = 'Bearer realm="silkgauge"';
const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

const refusal = (
  name: ProblemName,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): ProblemError => new ProblemError({ ...problem(name, { detail }) }, headers);

/** No credential where one is needed. */
export const unauthorized = (scope: Scope | 'anything'): ProblemError =>
  refusal(
    'unauthorized',
    `Send "Authorization: Bearer <key>", with a key ${scope === 'anything' ? 'of any scope' : `that has the scope ${scope}`}.`,
    { 'www-authenticate': REALM },
  );

/** A credential that does not hold. */
export const badCredential = (detail: string): ProblemError =>
  refusal('unauthorized', detail, { 'www-authenticate': `${REALM}, error="invalid_token"` });

export const withoutScope = (scope: Scope): ProblemError =>
  refusal(
    'forbidden',
    `The credential does not have the scope ${scope}. Ask an operator for it, or use another one.`,
    {
      'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"`,
    },
  );

export const twoCredentials = (detail: string): ProblemError => refusal('invalid-request', detail);

export const credentialInQuery = (name: string): ProblemError =>
  refusal(
    'credential-in-query',
    `The parameter ${name} carries a credential, which logs keep. Send it as "Authorization: Bearer <key>", and rotate it: it was shown.`,
  );

export const misdirected = (host: string | undefined): ProblemError =>
  refusal(
    'misdirected',
    `Without keys this service answers on this machine and under the names of PUBLIC_HOSTS, not as ${host === undefined ? 'an unnamed host' : JSON.stringify(host.slice(0, 100))}.`,
  );

export const accessUnknown = (detail: string): ProblemError =>
  refusal('access-unknown', detail, { 'retry-after': '10' });

/** More than a limit; the limits that were passed are named. */
export const limited = (left: readonly Left[]): ProblemError => {
  const passed = left.filter(({ isOver }) => isOver);
  const wait = Math.max(...passed.map(({ seconds }) => seconds));
  const names = passed.map(({ name }) => name);
  return new ProblemError(
    {
      type: QUOTA_EXCEEDED,
      title: 'Request cannot be satisfied as assigned quota has been exceeded',
      status: 429,
      detail: `The limit of ${names.join(' and ')} is used up. Ask again in ${String(wait)} s.`,
      'violated-policies': names,
    },
    { ...limitHeaders(left), 'retry-after': String(wait) },
  );
};
