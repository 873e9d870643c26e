import { inputTopic, typesOf } from '@silkgauge/contract';
import { platformEvents } from './events.ts';

it('takes the types that the contract gives this feed, to the topics it gives them', () => {
  const promised = typesOf('platform-sales').map((type) => [type, inputTopic('platform-sales', type)]);
  expect(platformEvents).toEqual({ feed: 'platform-sales', topics: Object.fromEntries(promised) });
});
