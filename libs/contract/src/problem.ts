import type { Problem } from './shapes/problem.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Problems by their stable names, which end the `type`. */
export const PROBLEMS = {
  'not-a-cloudevent': { status: 400, title: 'Not a CloudEvent' },
  'invalid-request': { status: 400, title: 'The request cannot be understood' },
  'unknown-parameter': { status: 400, title: 'Unknown query parameter' },
  'invalid-parameter': { status: 400, title: 'Invalid query parameter' },
  'credential-in-query': { status: 400, title: 'A credential stands in the query' },
  unauthorized: { status: 401, title: 'A credential that counts is needed' },
  forbidden: { status: 403, title: 'This credential may not do this' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not served here' },
  'range-not-satisfiable': { status: 416, title: 'The file has no such part' },
  'not-acceptable': { status: 406, title: 'Not served in an accepted form' },
  'too-slow': { status: 408, title: 'Sent too slowly' },
  'name-taken': { status: 409, title: 'An active key has the name' },
  'principal-taken': { status: 409, title: 'An active key stands for the tokens' },
  'not-active': { status: 409, title: 'The key is not active' },
  'last-operator': { status: 409, title: 'The last key that may operate' },
  pinned: { status: 409, title: 'Fixed by the environment' },
  'too-many-subscriptions': { status: 409, title: 'No room for another subscription' },
  'too-many-replays': { status: 409, title: 'No room for another replay' },
  'disabled-by-operator': { status: 409, title: 'An operator has disabled the subscription' },
  'secret-unreadable': { status: 409, title: 'The secret cannot be read' },
  thinned: { status: 410, title: 'Changes after this cursor are no longer kept' },
  'precondition-failed': { status: 412, title: 'Changed since it was read' },
  'too-large': { status: 413, title: 'Too large' },
  'unsupported-media-type': { status: 415, title: 'Media type not taken' },
  misdirected: { status: 421, title: 'Not served under this name' },
  'invalid-event': { status: 422, title: 'The event breaks its schema or makes no sense' },
  'invalid-subscription': { status: 422, title: 'The subscription breaks its schema or makes no sense' },
  'invalid-document': { status: 422, title: 'The document breaks its rules' },
  'precondition-required': { status: 428, title: 'If-Match is needed' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Not available at the moment' },
  'access-unknown': { status: 503, title: 'Which keys count is not known at the moment' },
} as const;

export type ProblemName = keyof typeof PROBLEMS;

const PROBLEM_BASE = 'urn:silkgauge:problem:';

/** Problem details (RFC 9457) by name, with the details of the case. */
export function problem(
  name: ProblemName,
  particulars: {
    readonly detail?: string;
    readonly instance?: string;
    readonly errors?: NonNullable<Problem['errors']>;
  } = {},
): Problem {
  return { type: `${PROBLEM_BASE}${name}`, ...PROBLEMS[name], ...particulars };
}

/** The problem for an HTTP status without a name. */
export function problemOfStatus(status: number, detail?: string): Problem {
  const names = Object.keys(PROBLEMS) as ProblemName[];
  const name = status === 400 ? 'invalid-request' : names.find((each) => PROBLEMS[each].status === status);
  if (name !== undefined) return problem(name, detail === undefined ? {} : { detail });
  return { type: 'about:blank', title: 'Error', status, ...(detail === undefined ? {} : { detail }) };
}
