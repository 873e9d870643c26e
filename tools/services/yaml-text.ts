import { stringify } from 'yaml';

/** A value on one line. */
export const flow = (value: unknown): string =>
  stringify(value, {
    collectionStyle: 'flow',
    lineWidth: 0,
    singleQuote: true,
    flowCollectionPadding: true,
  }).trimEnd();

export interface Setting {
  readonly name: string;
  readonly value: string | number;
  /** Why it is so. */
  readonly for?: string | undefined;
}

/** A line of comment, none without a text. */
export const comment = (text: string | undefined): string[] => (text === undefined ? [] : [`# ${text}`]);

/** Settings as members of a mapping. */
export const settingLines = (settings: readonly Setting[]): string =>
  settings.flatMap(({ name, value, for: why }) => [...comment(why), `${name}: ${flow(value)}`]).join('\n');
