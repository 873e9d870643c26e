export { embargoKeys } from './keys.ts';
export { generationOf, isSealable, Seals, type Locked, type Opened, type Opener } from './sealed.ts';
