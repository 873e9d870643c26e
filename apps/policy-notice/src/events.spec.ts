import { doorTopic, typesOf } from '@silkgauge/contract';
import { policyEvents } from './events.ts';

it('policyEvents has the types and topics of the contract', () => {
  const promised = typesOf('policy-notice').map((type) => [type, doorTopic('policy-notice', type)]);
  expect(policyEvents).toEqual({ feed: 'policy-notice', topics: Object.fromEntries(promised) });
});
