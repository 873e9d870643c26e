/** Letters that a part of an answer has at least, but for the last one and the first ones. */
const LEAST = 32 * 1024;

/** Text in parts that are worth sending. The first piece goes alone, so that the answer begins at once. */
export async function* inParts(text: AsyncIterable<string>): AsyncGenerator<string, void> {
  let part = '';
  let isBegun = false;
  for await (const piece of text) {
    part += piece;
    if (isBegun && part.length < LEAST) continue;
    isBegun = true;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}
