/**
 * The values of a generator, of which the next one is read while the last one is used, so that two are in memory.
 * Nothing is read ahead until a second value is asked for: most answers end with the first, or with a page of it.
 */
export async function* readAhead<T>(values: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  const first = await values.next();
  if (first.done === true) return;
  try {
    yield first.value;
    for (let next = begun(values); ;) {
      const step = await next;
      if (step.done === true) return;
      next = begun(values);
      yield step.value;
    }
  } finally {
    await values.return();
  }
}

/** The next step, whose error is told to whoever awaits it, and to nobody where no one does. */
function begun<T>(values: AsyncGenerator<T, void>): Promise<IteratorResult<T, void>> {
  const step = values.next();
  step.catch(() => undefined);
  return step;
}
