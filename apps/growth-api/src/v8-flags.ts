/**
 * Flags of V8 that the API sets for itself.
 *
 * - A long answer keeps little of what it reads: with the growth that helps a backlog, a table of all bundled figures takes
 *   175 MB more memory than before it instead of 50.
 * - After a burst V8 collects when idle, but Node's own C++ heap, which allocates nothing, counts as busy: only with
 *   `--optimize-for-size` V8 does so before 100 s have passed.
 * - The size of the old generation in `NODE_OPTIONS` bounds the heap that is there by now. Left set, it would also go
 *   before the `resourceLimits` of threads.
 */
export const V8_FLAGS = '--heap-growing-percent=50 --optimize-for-size --max-old-space-size=0';
