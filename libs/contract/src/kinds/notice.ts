import { NoticeState } from '../shapes/registered-states.ts';
import { logKind } from './kind.ts';

/** A version of a policy notice. */
export const notice = logKind({
  name: 'notice',
  topicOf: () => 'notice-updated',
  shape: NoticeState,
  many: 'Notices',
  title: 'The whole present state of a notice',
  version: 'new version of a notice',
  key: 'The name of the notice.',
  keyMember: 'notice',
  filteredBy: 'scope',
  isUsual: true,
  list: { name: 'notices', isAsOf: false },
  address: () => '/v1/notices',
  attributes: {},
  attributesOf: () => ({}),
});
