/*
 * How wide text will be, before it is drawn: layouts are pure and cannot ask a browser. Widths are those of Inter with
 * tabular figures, rounded up, so that what fits here fits on the page, and in a picture with another sans serif.
 */

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

function widthOf(character: string): number {
  if (WIDE.test(character)) return 1;
  if (/[il.,:;'’|!·jI]/.test(character)) return 0.31;
  if (/[\s()[\]ftr/-]/.test(character)) return 0.38;
  if (/[mwMW%@—▲▼◆]/.test(character)) return 0.93;
  if (/[A-Z]/.test(character)) return 0.71;
  if (/[0-9+−–=$€£]/.test(character)) return 0.65;
  return 0.6;
}

/** Width of a line of text in pixels. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * size;
}

/** Where a line may end: after a space, and between Chinese characters, but not before a closing mark or after an opening one. */
function pieces(text: string): string[] {
  const found: string[] = [];
  let before = '';
  for (const character of text) {
    const closing = /[，。、；：）》」】”％]/.test(character);
    const opened = /[（《「【“]/.test(before);
    const between = WIDE.test(character) || WIDE.test(before);
    const ends = before === ' ' || (between && !opened && !closing);
    const last = found.at(-1);
    if (last === undefined || ends) found.push(character);
    else found[found.length - 1] = last + character;
    before = character;
  }
  return found;
}

/** The longest beginning that fits with an ellipsis behind it. */
function cut(text: string, width: number, size: number): string {
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Lines no wider than `width`, at most `most` of them; what is left then is cut short with an ellipsis. */
export function wrapped(text: string, width: number, size: number, most = 3): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && textWidth((line + piece).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  const kept = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] : lines;
  return kept.map((each) => (textWidth(each, size) > width ? cut(each, width, size) : each));
}

/** Whether a chart so many pixels wide has no room for names and labels beside its marks. */
export const isNarrow = (width: number): boolean => width < 560;
