import { main, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';
import { start } from './start.ts';

// A long answer keeps little of what it reads: the growth that helps a backlog makes it peak at 413 MB instead of 325.
main(() => start(readConfig(process.env, variables)), '--heap-growing-percent=100');
