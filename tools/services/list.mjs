// Prints each service for scripts: its name, the variable of its port, its port, and whether it is published on a network.
import { SERVICES } from '../../libs/contract/src/services/declared.ts';

for (const { name, variable, port, hasCallers } of SERVICES)
  console.log(`${name} ${variable} ${port} ${hasCallers ? 'published' : 'inside'}`);
