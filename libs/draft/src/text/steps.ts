/** What steps come to, done in one go. */
export function wholly<Found>(steps: Generator<void, Found, void>): Found {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
