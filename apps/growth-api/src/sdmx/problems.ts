import { LANGUAGES } from '@silkgauge/codelists';
import { problemOfStatus } from '@silkgauge/contract';
import { acceptedLanguage, ProblemError, type WriteProblem } from '@silkgauge/service';
import { FAULT_MEDIA_TYPES, faultBody, faultForm, SdmxFault } from '@silkgauge/sdmx';
import { doorOf, isOfSdmx } from './doors.ts';

export const METHODS = 'GET, HEAD, OPTIONS';

const HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  405: { allow: METHODS },
  503: { 'retry-after': '2' },
};

/** A fault as a problem of its status; anything else as it is. */
export const asProblem = (error: unknown): unknown =>
  error instanceof SdmxFault
    ? new ProblemError(problemOfStatus(error.status, error.text.en), HEADERS[error.status], { cause: error })
    : error;

/** Writes problems at the doors as SDMX has them, unless problem details are asked for. */
export const writeSdmxProblem: WriteProblem = ({ originalUrl: url, headers }, problem, error) => {
  if (!isOfSdmx(url)) return undefined;
  const door = doorOf(url)?.door ?? '3.0';
  const form = faultForm(door, headers.accept, formatIn(url));
  if (form === 'problem') return undefined;
  const language = acceptedLanguage(headers, LANGUAGES.codes);
  const head = { door, language, prepared: new Date().toISOString() };
  return {
    type: FAULT_MEDIA_TYPES[form],
    body: faultBody(form, faultOf(problem, error), head),
    headers: { 'content-language': language },
  };
};

type Problem = Parameters<WriteProblem>[1];

function faultOf({ title, detail = title, status = 500 }: Problem, error: unknown): SdmxFault {
  const { cause } = error instanceof ProblemError ? error : {};
  return cause instanceof SdmxFault ? cause : new SdmxFault(status, null, { en: detail, zh: detail });
}

const formatIn = (url: string): string | null => /[?&]format=([a-z]+)/.exec(url)?.[1] ?? null;
