/** For the harness alone, which pushes the bundled events itself and checks what comes of each. */
export type { CloudEvent } from './cloud-event.ts';
export { DATA_SETS, type DataSet } from './data-sets.ts';
export { router } from './outgoing.ts';
