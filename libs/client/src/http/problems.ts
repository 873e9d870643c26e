import { Refused, type Fault } from '../errors.ts';
import type { Problem } from '../types.ts';
import { isObject, textOf } from './bounded.ts';
import { retryAfter } from './patience.ts';

/** A problem is read up to so many bytes: 1,000 events may have several faults each. */
const LARGEST_PROBLEM = 4 * 1024 * 1024;

/** The problem document of an answer; undefined where there is none that can be read. */
export async function problemOf(response: Response): Promise<Problem | undefined> {
  try {
    const said: unknown = JSON.parse(await textOf(response, LARGEST_PROBLEM));
    return isObject(said) && typeof said['title'] === 'string' ? (said as unknown as Problem) : undefined;
  } catch {
    return undefined;
  }
}

/** What an answer to a GET says that is not the one wanted. */
export async function refusalOf(response: Response): Promise<Refused> {
  const wait = retryAfter(response.headers, Date.now());
  const problem = await problemOf(response);
  return new Refused(response.status, problem, { faults: faultsOf(problem), retryAfter: wait });
}

/** Faults of a problem; `first` is the place of the batch in the caller's list. */
export const faultsOf = (problem: Problem | undefined, first = 0): readonly Fault[] =>
  (Array.isArray(problem?.errors) ? problem.errors : []).filter(isObject).map((fault) => {
    const { index } = fault as { index?: unknown };
    return { ...(fault as unknown as Fault), ...(typeof index === 'number' && { index: first + index }) };
  });
