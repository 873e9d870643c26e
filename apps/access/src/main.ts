import { main, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';
import { runAccess } from './run-access.ts';

main(() => runAccess(readConfig(process.env, variables)));
