import { main, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';
import { start } from './start.ts';

// A long answer keeps little of what it reads: with the growth that helps a backlog, a table of all bundled figures takes
// 175 MB more memory than before it instead of 50. After a burst V8 collects when idle, but Node's own C++ heap, which
// allocates nothing, counts as busy: only with `--optimize-for-size` V8 does so before 100 s have passed.
main(() => start(readConfig(process.env, variables)), '--heap-growing-percent=50 --optimize-for-size');
