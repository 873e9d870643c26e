const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Texts of the members of an object, by name, from JSON text as `JSON.stringify` writes it, closed or not.
 * Texts are compared and joined again without parsing; names hold no quotes.
 */
export function jsonMembers(text: string): Map<string, string> {
  const members = new Map<string, string>();
  for (let at = 1; text.charCodeAt(at) === QUOTE;) {
    const nameEnd = text.indexOf('"', at + 1);
    const name = text.slice(at + 1, nameEnd);
    const valueEnd = endOfValue(text, nameEnd + 2);
    members.set(name, text.slice(nameEnd + 2, valueEnd));
    at = valueEnd + 1;
  }
  return members;
}

export function jsonObject(members: Iterable<readonly [string, string]>): string {
  return `${openJsonObject(members)}}`;
}

/** Without the closing bracket, so that members may follow. */
export function openJsonObject(members: Iterable<readonly [string, string]>): string {
  const texts: string[] = [];
  for (const [name, value] of members) texts.push(`${texts.length === 0 ? '{' : ''}"${name}":${value}`);
  return texts.join(',') || '{';
}

/** Index of the comma or bracket after the value at `at`. */
function endOfValue(text: string, at: number): number {
  let depth = 0;
  for (let i = at; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (depth === 0) return i;
      depth -= 1;
    } else if (code === COMMA && depth === 0) return i;
  }
  return text.length;
}

/** Index of the closing quote of the string at `at`. */
function endOfString(text: string, at: number): number {
  for (let i = text.indexOf('"', at + 1); ; i = text.indexOf('"', i + 1)) {
    let slashes = 0;
    while (text.charCodeAt(i - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return i < 0 ? text.length : i;
  }
}
