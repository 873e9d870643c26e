const SPECIAL = /[&<>"\t\n\r]|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const ALL_SPECIAL = new RegExp(SPECIAL, 'gu');

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As references they are not made spaces by who reads an attribute.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text of XML 1.0, for elements and attributes. A character that XML cannot hold becomes U+FFFD. */
export const xmlText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (character) => ESCAPED[character] ?? '\uFFFD') : text;

/** An attribute in a tag. */
export const xmlAttribute = (name: string, value: string): string => ` ${name}="${xmlText(value)}"`;
