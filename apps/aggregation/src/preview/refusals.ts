import { problem, type ProblemName } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';

/** An answer other than the preview. None of them is kept by caches. */
export const refusal = (
  name: ProblemName,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): ProblemError =>
  new ProblemError({ ...problem(name, { detail }) }, { 'cache-control': 'no-store', ...headers });

export const noSecret = (): ProblemError =>
  refusal(
    'unauthorized',
    'Send "Authorization: Bearer <secret>", once, with the secret of your early access.',
    {
      'www-authenticate': 'Bearer realm="silkgauge preview"',
    },
  );

export const otherSecret = (): ProblemError =>
  refusal('forbidden', 'The secret is none of the early access to this release, as it is scheduled now.');

export const tooEarly = (from: string): ProblemError =>
  refusal('forbidden', `The early access of this secret begins at ${from}.`);

export const noPreview = (): ProblemError =>
  refusal('not-found', 'No release of that name waits for its lifting. What is lifted is at /v1/growth.');

export const away = (detail: string, seconds: number): ProblemError =>
  refusal('unavailable', detail, { 'retry-after': String(seconds) });
