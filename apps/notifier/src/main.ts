import { main, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';
import { start } from './start.ts';

// With the growth that helps a backlog of figures, a notifier with a million changes behind takes 50 MB more.
main(() => start(readConfig(process.env, variables)), '--heap-growing-percent=50');
