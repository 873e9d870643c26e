import { main, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';
import { start } from './start.ts';
import { V8_FLAGS } from './v8-flags.ts';

main(() => start(readConfig(process.env, variables)), V8_FLAGS);
