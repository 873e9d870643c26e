import { startStack, type Stack } from '../stack.ts';
import { arithmeticCases } from './real-arithmetic.ts';
import { CASES, RealCases } from './real-cases.ts';
import { scopeCases } from './real-scopes.ts';
import { vintageCases } from './real-vintages.ts';
import { wordingCases } from './real-wordings.ts';

let stack: Stack;
const real = new RealCases(() => stack);

beforeAll(async () => {
  stack = await startStack();
  await real.push();
}, 120_000);

afterAll(async () => {
  await stack?.stop();
});

/** Every expected number is worked out from the printed digits, apart from this code. */
describe('cases in which published figures disagree', () => {
  vintageCases(real);
  scopeCases(real);
  wordingCases(real);
  arithmeticCases(real);

  it('each of the table has its test', () => {
    expect(CASES).toHaveLength(31);
    expect(real.tested).toEqual(expect.arrayContaining(CASES.map((row) => row['case_id'])));
  });
});
