import { main, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';
import { start } from './start.ts';

main(() => start(readConfig(process.env, variables)));
