import { DECLARED } from './components.ts';

it('attributes have one place each, without gaps', () => {
  expect(DECLARED.map(({ place }) => place)).toEqual(DECLARED.map((_, at) => at));
});
