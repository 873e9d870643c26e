import { doorTopic, typesOf } from '@silkgauge/contract';
import { platformEvents } from './events.ts';

it('platformEvents has the types and topics of the contract', () => {
  const promised = typesOf('platform-sales').map((type) => [type, doorTopic('platform-sales', type)]);
  expect(platformEvents).toEqual({ feed: 'platform-sales', topics: Object.fromEntries(promised) });
});
