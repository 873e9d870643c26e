import { doorTopic, typesOf } from '@silkgauge/contract';
import { customsEvents } from './events.ts';

it('customsEvents has the types and topics of the contract', () => {
  const promised = typesOf('customs-feed').map((type) => [type, doorTopic('customs-feed', type)]);
  expect(customsEvents).toEqual({ feed: 'customs-feed', topics: Object.fromEntries(promised) });
});
