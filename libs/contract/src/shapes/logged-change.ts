import { Type, type TSchema } from 'typebox';
import { AlertState } from './alert.ts';
import { BulletinState } from './bulletin.ts';
import { ClaimState, NoticeState } from './registered-states.ts';
import { ReleaseState } from './release.ts';
import { digits, part, type Shape } from './shape.ts';
import { GrowthState } from './state.ts';

/** What entries of the change log are of, as far as readers may ask for them. */
export const CHANGE_KINDS = ['state', 'notice', 'claim', 'alert', 'bulletin', 'release'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What the stream sends unless kinds are named. */
export const STREAM_KINDS = ['state', 'notice', 'claim'] as const satisfies readonly ChangeKind[];

const entryOf = <const Kind extends ChangeKind, Data extends TSchema>(kind: Kind, data: Data) =>
  part(`Logged${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, `An entry of the kind ${kind}.`, {
    kind: Type.Literal(kind, { description: 'What it is of.' }),
    sequence: digits('Its place in the log; that of data, too.'),
    data,
  });

/** An entry of `GET /v1/changes` with `kinds`. */
export const LoggedChange = Type.Union(
  [
    entryOf('state', GrowthState),
    entryOf('notice', NoticeState),
    entryOf('claim', ClaimState),
    entryOf('alert', AlertState),
    entryOf('bulletin', BulletinState),
    entryOf('release', ReleaseState),
  ],
  { title: 'LoggedChange', description: 'An entry of the change log: data is as on the topic of its kind.' },
);

/** An item of `GET /v1/changes`. */
export const ChangesItem = Type.Union([GrowthState, LoggedChange], {
  title: 'ChangesItem',
  description: 'A state; of an answer to kinds an entry with its kind.',
});

export type LoggedChange = Shape<typeof LoggedChange>;
