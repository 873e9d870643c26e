export { embargoKeys } from './keys.ts';
export {
  generationOf,
  isSealable,
  Seals,
  type Locked,
  type Opened,
  type Opener,
  type Waiting,
} from './sealed.ts';
