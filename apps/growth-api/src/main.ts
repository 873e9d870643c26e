import { main, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';
import { start } from './start.ts';

// A long answer keeps little of what it reads: with the growth that helps a backlog, a table of all bundled figures takes
// 175 MB more memory than before it instead of 50.
main(() => start(readConfig(process.env, variables)), '--heap-growing-percent=50');
