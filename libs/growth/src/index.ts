export type * from './figure.ts';
export type * from './state-body.ts';
