export { embargoKeys } from './keys.ts';
export { isSealable, Seals, type Opened } from './sealed.ts';
