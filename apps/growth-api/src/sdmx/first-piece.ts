/** What is read piece by piece, the first piece read already. */
export interface Begun<T> {
  readonly isEmpty: boolean;
  /** Everything, to be read once. */
  readonly all: AsyncGenerator<T, void>;
}

/** Reads the first piece, to know whether there is one. */
export async function begin<T>(pieces: AsyncIterable<T>): Promise<Begun<T>> {
  const rest = pieces[Symbol.asyncIterator]();
  const first = await rest.next();
  return { isEmpty: first.done === true, all: following(first, rest) };
}

async function* following<T>(first: IteratorResult<T>, rest: AsyncIterator<T>): AsyncGenerator<T, void> {
  try {
    for (let step = first; step.done !== true; step = await rest.next()) yield step.value;
  } finally {
    await rest.return?.();
  }
}
