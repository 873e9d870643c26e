import { Type } from 'typebox';
import { CHANGE_KINDS, KINDS, type ChangeKind } from '../kinds/table.ts';
import { upperFirst } from '../upper-first.ts';
import { digits, part, type Shape } from './shape.ts';

/** An entry of `GET /v1/changes` with `kinds`. */
export const LoggedChange = Type.Union(
  CHANGE_KINDS.map((kind) =>
    part(`Logged${upperFirst(kind)}`, `An entry of the kind ${kind}.`, {
      kind: Type.Literal(kind, { description: 'What it is of.' }),
      sequence: digits('Its place in the log; that of data, too.'),
      data: KINDS[kind].shape,
    }),
  ),
  { title: 'LoggedChange', description: 'An entry of the change log: data is as on the topic of its kind.' },
);

/** An item of `GET /v1/changes`. */
export const ChangesItem = Type.Union([KINDS.state.shape, LoggedChange], {
  title: 'ChangesItem',
  description: 'A state; of an answer to kinds an entry with its kind.',
});

export type LoggedChange = {
  [Kind in ChangeKind]: {
    readonly kind: Kind;
    readonly sequence: string;
    readonly data: Shape<(typeof KINDS)[Kind]['shape']>;
  };
}[ChangeKind];
