import { RELEASE_STATES } from '@silkgauge/codelists';
import { ReleaseState } from '../shapes/release.ts';
import { text, word } from '../shapes/shape.ts';
import { inPath, logKind } from './kind.ts';

/** A version of a release. */
export const release = logKind({
  name: 'release',
  topicOf: () => 'releases-updated',
  shape: ReleaseState,
  many: 'Releases',
  title: 'The whole present version of a release',
  version: 'new version of a release',
  key: 'The name of the release.',
  keyMember: 'release',
  filteredBy: 'nothing',
  isUsual: false,
  list: { name: 'releases', isAsOf: false },
  address: ({ key }) => `/v1/releases/${inPath(key)}`,
  attributes: {
    publisher: text('Code of the reporter whose prints are expected.', 'GACC'),
    state: word(RELEASE_STATES.codes, 'The state that it is in now.'),
  },
  attributesOf({ document }) {
    const { publisher, state } = JSON.parse(document) as Pick<ReleaseState, 'publisher' | 'state'>;
    return { publisher, state };
  },
});
