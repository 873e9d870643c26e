import { GrowthApi, NoAnswer } from './growth-api.ts';
import { reporterNames } from './reporter-names.ts';

const GACC = { code: 'GACC', names: { en: 'Customs of China', zh: '海关总署' }, also: [], used: true };

/** An API that answers as it is told, and counts. */
class OneAnswer extends GrowthApi {
  asked = 0;
  readonly #answer: unknown;

  constructor(answer: unknown) {
    super({ apiUrl: 'http://api.example', publicUrl: '', apiTimeout: 1000 });
    this.#answer = answer;
  }

  override get<Body>(): Promise<Body> {
    this.asked += 1;
    return this.#answer instanceof Error
      ? Promise.reject(this.#answer)
      : Promise.resolve(this.#answer as Body);
  }
}

it('without an answer there are no names, and these are asked for again', async () => {
  const silent = new OneAnswer(new NoAnswer('growth-api answered 429'));
  expect((await reporterNames(silent)).size).toBe(0);
  expect((await reporterNames(silent)).size).toBe(0);
  expect(silent.asked).toBe(2);
});

it('names are asked for once an hour', async () => {
  const api = new OneAnswer({
    items: [GACC, { code: 'LOOKX', names: null, also: [], used: true }],
    next: null,
  });
  expect((await reporterNames(api, 0)).get('GACC')?.en).toBe('Customs of China');
  expect((await reporterNames(api, 3_599_999)).has('LOOKX')).toBe(false);
  expect(api.asked).toBe(1);
  await reporterNames(api, 3_600_000);
  expect(api.asked).toBe(2);
});
