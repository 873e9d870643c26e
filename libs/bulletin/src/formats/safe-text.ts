/** Characters that XML cannot hold, and marks that turn the direction of what follows. */
const DROPPED = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** A text of an event for other formats than JSON: on one line, without control characters. */
export const safeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\t\n\r\u0085\u2028\u2029]/g, ' ')
    .replace(DROPPED, '');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text within an element or an attribute of HTML. */
export const htmlText = (text: string): string =>
  safeText(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

/** A text that Markdown shows as it is; what would begin a block or a link is escaped too. */
export const markdownText = (text: string): string =>
  safeText(text)
    .replace(/[\\`*_[\]<>&#|~$@]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}\\.`);

/** A text at the beginning of a line of Markdown, where digits and dashes begin lists. */
export const markdownLine = (text: string): string =>
  text.replace(/^(\d{1,9})([.)])/, '$1\\$2').replace(/^[-+=]/, '\\$&');

/** A web address, encoded so that it ends nowhere early; null for any other text. */
export function webAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null;
  return new URL(text).href.replace(/[<>()\\"'`\s]/g, (letter) =>
    encodeURIComponent(letter).replace(/[()']/g, (one) => `%${one.charCodeAt(0).toString(16)}`),
  );
}
