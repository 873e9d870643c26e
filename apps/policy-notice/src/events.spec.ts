import { inputTopic, typesOf } from '@silkgauge/contract';
import { policyEvents } from './events.ts';

it('takes the types that the contract gives this feed, to the topics it gives them', () => {
  const promised = typesOf('policy-notice').map((type) => [type, inputTopic('policy-notice', type)]);
  expect(policyEvents).toEqual({ feed: 'policy-notice', topics: Object.fromEntries(promised) });
});
