export type { PublishedBulletin, Telling } from './bulletin.ts';
export { toHtml } from './formats/html.ts';
export { toMarkdown } from './formats/markdown.ts';
export { htmlText } from './formats/safe-text.ts';
export { toText } from './formats/text.ts';
export { tell } from './tell.ts';
export { digestOf } from './versions/next-version.ts';
export type { ToldState, World } from './world.ts';
