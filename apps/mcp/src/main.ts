import { ConfigError, main, readConfig } from '@silkgauge/service';
import { stdioVariables, variables } from './config.ts';
import { start, startOnStdio } from './start.ts';

// Over stdio, standard output belongs to the protocol: what is wrong goes to standard error.
if (process.argv.includes('--stdio'))
  try {
    await startOnStdio(readConfig(process.env, stdioVariables));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
else main(() => start(readConfig(process.env, variables)));
