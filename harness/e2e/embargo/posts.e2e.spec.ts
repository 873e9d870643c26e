import { eventually, startApp, type RunningApp } from '../../services/index.ts';
import type { Stack } from '../stack.ts';
import { answerTo, differing, everyAnswer, pathsWith } from './answers.ts';
import { deskIsThrough, hold, startEmbargoStack, tellInClear, type EmbargoStack } from './held.ts';
import { POSTS, REGISTRATION } from './posts.ts';

let world: EmbargoStack;
let stack: Stack;
/** An API that knows the door of orders. */
let api: RunningApp;

beforeAll(async () => {
  world = await startEmbargoStack();
  api = await startApp('growth-api', world.stack.env);
  stack = { ...world.stack, api };
});
afterAll(async () => {
  await api?.stop();
  await world?.stop();
});

/** The answer of the registration, without its place on the topic. */
const registered = async () =>
  (await answerTo(stack, REGISTRATION)).replace(/"offset":"\d+"/, '').replace(/content-length: \d+/, '');

it('each POST of the growth API, asked with the numbers, series and identity of an embargoed figure, answers the same with it and without it', async () => {
  const asked = new Set(POSTS.map(({ path }) => path.replace(/\?.*/, '')));
  expect([...asked].sort()).toEqual((await pathsWith(stack, 'post')).sort());
  await tellInClear(world);
  const before = await registered();
  expect(before).toMatch(/^202/);
  await eventually(() => deskIsThrough(world.model));
  const answers = await everyAnswer(stack, POSTS);
  await hold(world);
  expect(differing(answers, await everyAnswer(stack, POSTS))).toEqual([]);
  expect(await registered()).toBe(before);
}, 120_000);
