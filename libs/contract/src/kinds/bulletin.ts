import { BULLETIN_KINDS, BulletinState } from '../shapes/bulletin.ts';
import { word } from '../shapes/shape.ts';
import { inPath, logKind } from './kind.ts';

/** A version of a bulletin. */
export const bulletin = logKind({
  name: 'bulletin',
  topicOf: () => 'bulletin-updated',
  shape: BulletinState,
  many: 'Bulletins',
  title: 'The whole present version of a bulletin',
  version: 'new version of a bulletin',
  key: 'The name of the bulletin.',
  keyMember: 'bulletin',
  filteredBy: 'nothing',
  isUsual: false,
  list: { name: 'bulletins', isAsOf: false },
  address: ({ key, sequence }) => `/v1/bulletins/${inPath(key)}?asOf=${sequence}`,
  attributes: { kind: word(BULLETIN_KINDS, 'What the version is.') },
  attributesOf({ document }) {
    const { kind } = JSON.parse(document) as Pick<BulletinState, 'kind'>;
    return { kind };
  },
});
