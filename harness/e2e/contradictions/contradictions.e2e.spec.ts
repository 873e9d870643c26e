import { startStack, type Stack } from '../stack.ts';
import { correctionCases } from './invented-corrections.ts';
import { familyCases } from './invented-families.ts';
import { partCases } from './invented-parts.ts';
import { periodCases } from './invented-periods.ts';
import { printCases } from './invented-prints.ts';
import { Invented } from './invented.ts';
import { arithmeticCases } from './real-arithmetic.ts';
import { CASES, RealCases } from './real-cases.ts';
import { scopeCases } from './real-scopes.ts';
import { vintageCases } from './real-vintages.ts';
import { wordingCases } from './real-wordings.ts';

let stack: Stack;
const real = new RealCases(() => stack);
const invented = new Invented(() => stack);

beforeAll(async () => {
  stack = await startStack(undefined, { SMALL_BASES: 'AID:100000' });
  await real.push();
});

afterAll(async () => {
  await stack?.stop();
});

/** Expected numbers are computed from the printed digits, independently of the product. */
describe('cases in which published figures disagree', () => {
  vintageCases(real);
  scopeCases(real);
  wordingCases(real);
  arithmeticCases(real);

  it('each case of the table has a test', () => {
    expect(CASES).toHaveLength(31);
    expect(real.tested).toEqual(expect.arrayContaining(CASES.map((row) => row['case_id'])));
  });
});

describe('invented cases of the same kinds', () => {
  familyCases(invented);
  partCases(invented);
  printCases(invented);
  periodCases(invented);
  correctionCases(invented);
});
