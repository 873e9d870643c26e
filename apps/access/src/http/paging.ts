import { DEFAULT_PAGE, LARGEST_PAGE } from '@silkgauge/contract';
import { badParameter } from './requests.ts';

/** Items of a page. @throws ProblemError 400 */
export const limitOf = (text: string | undefined): number => {
  if (text === undefined) return DEFAULT_PAGE;
  const size = Number(text);
  if (/^\d{1,9}$/.test(text) && size >= 1 && size <= LARGEST_PAGE) return size;
  const fix = `Write a whole number from 1 to ${String(LARGEST_PAGE)}.`;
  throw badParameter('limit', 'is no size of a page', fix);
};

/** The cursor of a list behind an item. */
export const writeCursor = (list: string, place: string): string =>
  Buffer.from(JSON.stringify([list, place])).toString('base64url');

/** Place behind which a page begins. @throws ProblemError 400 for a cursor of another list */
export const cursorOf = (list: string, text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const decoded = Buffer.from(text, 'base64url').toString();
  try {
    const found: unknown = JSON.parse(decoded);
    if (Array.isArray(found) && found.length === 2 && found[0] === list && typeof found[1] === 'string')
      return found[1];
  } catch {
    // Told below.
  }
  throw badParameter('cursor', 'is no cursor of this list', 'Take "next" of the page before as it is.');
};
