/** Most bytes of an answer: a model reads every one of them. */
export const ANSWER_BYTES = 16_384;

/** An answer of a tool: members that always stand, and lists that are cut where they do not fit. */
export interface Answer {
  /** Address of the same figures in full. */
  readonly link: string;
  readonly members?: Readonly<Record<string, unknown>>;
  /** In order of importance. */
  readonly lists?: Readonly<Record<string, readonly unknown[]>>;
}

/** Room for the numbers of what was left out. */
const NOTE_BYTES = 512;

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * JSON text of at most `bytes`. Of each list the first items stay, as many as fit; `leftOut` says how many of
 * which list did not, and `next` is withheld then. Members that do not fit give way to the link.
 */
export function answerText({ link, members = {}, lists = {} }: Answer, bytes = ANSWER_BYTES): string {
  const whole: Record<string, unknown> = { ...members, link };
  if (bytesOf(whole) + NOTE_BYTES > bytes)
    return JSON.stringify({ link, leftOut: 'all: the answer is too large, read it at the link' });
  const leftOut: Record<string, number> = {};
  let room = bytes - NOTE_BYTES - bytesOf(whole);
  for (const [name, items] of Object.entries(lists)) {
    room -= bytesOf({ [name]: [] });
    let count = 0;
    for (const item of items) {
      const size = bytesOf(item) + 1;
      if (size > room) break;
      room -= size;
      count += 1;
    }
    whole[name] = items.slice(0, count);
    if (count < items.length) leftOut[name] = items.length - count;
  }
  if (Object.keys(leftOut).length === 0) return JSON.stringify(whole);
  // The next page would begin behind the items that were left out.
  const { next, ...shown } = whole;
  const hint =
    typeof next === 'string' ? { hint: 'for what was left out, ask again with a smaller limit' } : {};
  return JSON.stringify({ ...shown, ...hint, leftOut });
}

/** The text, or its beginning with an ellipsis. */
export const cut = (text: string, most = 300): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`;
