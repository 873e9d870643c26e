import { inputTopic, typesOf } from '@silkgauge/contract';
import { customsEvents } from './events.ts';

it('takes the types that the contract gives this feed, to the topics it gives them', () => {
  const promised = typesOf('customs-feed').map((type) => [type, inputTopic('customs-feed', type)]);
  expect(customsEvents).toEqual({ feed: 'customs-feed', topics: Object.fromEntries(promised) });
});
