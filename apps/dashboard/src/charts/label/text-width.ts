/*
 * Estimated widths of text: layouts are pure and cannot measure. Widths are those of Inter with tabular
 * figures, rounded up, so that other sans serifs fit too.
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

export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width * size;
}

/** Splits after spaces and between Chinese characters, but not before closing or after opening marks. */
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

/** The longest beginning that fits with an ellipsis. */
function cut(text: string, width: number, size: number): string {
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Breaks text into at most `most` lines no wider than `width`; the last one is cut with an ellipsis. */
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

/** Whether a chart of that many pixels has no room for names and labels beside marks. */
export const isNarrow = (width: number): boolean => width < 560;
