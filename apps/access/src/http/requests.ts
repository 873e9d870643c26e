import { failure } from '@silkgauge/calls';
import { shown } from '@silkgauge/contract';

/** ETag of a version. */
export const tagOf = (version: number): string => `"${String(version)}"`;

/**
 * Whether `If-Match` names a version (RFC 9110, section 13.1.1); a weak tag matches none.
 *
 * @throws ProblemError 428 without the header, 412 where it names another version
 */
export const requireMatch = (header: string | undefined, version: number): void => {
  if (header === undefined)
    throw failure('precondition-required', 'Send If-Match with the ETag of what is to be changed.');
  const isMatch = header.split(',').some((tag) => ['*', tagOf(version)].includes(tag.trim()));
  const detail = `The version now is ${tagOf(version)}, not ${shown(header)}: read it again, then decide.`;
  if (!isMatch) throw failure('precondition-failed', detail);
};
