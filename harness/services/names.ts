import { randomBytes } from 'node:crypto';

/** A name that no other spec of any run has: letters and digits, begins with a letter. */
export function uniqueName(): string {
  return `t${randomBytes(6).toString('hex')}`;
}

/** A prefix for the topics and groups of one spec file, so that files share a broker without meeting. */
export function topicPrefix(): string {
  return `${uniqueName()}.`;
}
