import { randomBytes } from 'node:crypto';

/** A name unique among all specs and runs: letters and digits, beginning with a letter. */
export function uniqueName(): string {
  return `t${randomBytes(6).toString('hex')}`;
}

/** Unique prefix for the topics and groups of one spec file, so that files can share a broker. */
export function topicPrefix(): string {
  return `${uniqueName()}.`;
}
