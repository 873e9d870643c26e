import type { Door } from './data-query.ts';
import { badParameter, quoted } from '../errors/refusals.ts';

const EXACT = /^\d+(\.\d+){0,2}$/;
/** `1+.0.0`, `1.0+.0`, `1.0.0+`: that version or a later one; `~` takes drafts too. */
const LATER = /^\d+(?:[+~](?:\.\d+){0,2}|\.\d+(?:[+~](?:\.\d+)?|\.\d+[+~]))$/;
const WILD: Readonly<Record<Door, readonly string[]>> = {
  '3.0': ['*', '+', '~', 'all', 'latest'],
  '2.1': ['all', 'latest', '*'],
};

/** Reads versions joined by commas (3.0) or pluses (2.1). @returns null for any. @throws SdmxFault */
export function readVersions(text: string, door: Door): readonly string[] | null {
  if (text === '' || WILD[door].includes(text)) return null;
  const versions = text.split(door === '3.0' ? ',' : /[+,]/);
  for (const version of versions) {
    if (WILD[door].includes(version) || EXACT.test(version) || (door === '3.0' && LATER.test(version)))
      continue;
    throw badParameter(
      'version',
      { en: `${quoted(version)} is no version`, zh: `${quoted(version)} 不是版本` },
      door === '3.0'
        ? {
            en: 'write 1.0.0, +, ~, * or a form such as 1+.0.0',
            zh: '请写 1.0.0、+、~、* 或 1+.0.0 一类的形式',
          }
        : { en: 'write 1.0, latest or all', zh: '请写 1.0、latest 或 all' },
    );
  }
  return versions.some((version) => WILD[door].includes(version)) ? null : versions;
}

/** Whether an artefact of this version is one of those asked; each artefact has one version, which is the latest. */
export const isVersion = (version: string, asked: readonly string[] | null): boolean =>
  asked === null || asked.some((each) => matches(threeParts(version), each));

function matches(version: readonly number[], asked: string): boolean {
  const wanted = threeParts(asked.replace(/[+~]/, ''));
  const place = asked.search(/[+~]/);
  // The part before the sign, and those behind it, may be higher; parts before it are exact.
  const open = place < 0 ? 3 : asked.slice(0, place).split('.').length - 1;
  for (let at = 0; at < 3; at += 1) {
    const difference = (version[at] ?? 0) - (wanted[at] ?? 0);
    if (difference !== 0) return difference > 0 && at >= open;
  }
  return true;
}

/** `1.0` is `1.0.0`. */
function threeParts(version: string): readonly number[] {
  const parts = version.split('.').map(Number);
  return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0];
}
