/** A word of a frame, such as `<port>`, and a line that is one and stands for lines. */
const WORD = /<([a-z][a-z ]*)>/g;
const LINES = /^( *)# <([a-z][a-z ]*)>$/;

/** What the words of a frame stand for; a line whose word stands for nothing is left out. */
export type Words = Readonly<Record<string, string | undefined>>;

/**
 * A frame with its words filled in: `port: <port>` on a line, and `# <services>` for as many lines as there are, indented as it is.
 *
 * @throws RangeError for a word of the frame that stands for nothing known
 */
export function fill(frame: string, words: Words): string {
  const of = (word: string): string | undefined => {
    if (!Object.hasOwn(words, word)) throw new RangeError(`a frame asks for <${word}>, which nothing tells`);
    return words[word];
  };
  return frame
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', block] = LINES.exec(line) ?? [];
      if (block !== undefined) return indented(of(block) ?? '', indent);
      const isLeftOut = [...line.matchAll(WORD)].some(([, word = '']) => of(word) === undefined);
      return isLeftOut ? [] : [line.replaceAll(WORD, (_, word: string) => of(word) ?? '')];
    })
    .join('\n');
}

const indented = (text: string, indent: string): string[] =>
  text.trimEnd() === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => (line === '' ? line : indent + line));
