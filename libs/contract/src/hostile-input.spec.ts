import fc from 'fast-check';
import { checkEvent } from './check-event.ts';
import { eventExample } from './descriptions/json-schemas.ts';
import { EVENT_TYPES, type EventType } from './events/families.ts';

type Members = Record<string, unknown>;

/** A parsed event whose data starts with the given JSON text. */
const onTheWire = (type: EventType, members: string): unknown => {
  const text = JSON.stringify(eventExample(type));
  return JSON.parse(text.replace('"data":{', `"data":{${members},`));
};

const sale = (members: string) => onTheWire('silkgauge.sale.recorded.v1', members);
const replaced = (name: string, value: unknown): Members => {
  const event = structuredClone(eventExample('silkgauge.sale.recorded.v1')) as { data: Members };
  return { ...event, data: { ...event.data, [name]: value } };
};

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('hostile input is refused without an exception', () => {
  it.each([
    ['a NUL character', replaced('orderId', 'a\0b'), '/data/orderId', 'nul-character'],
    [
      'a NUL character inside an unknown member',
      sale('"x":{"y":["a","b\\u0000"]}'),
      '/data/x/y/1',
      'nul-character',
    ],
    ['a NUL character in a name', sale('"x\\u0000":1'), '/data/x\0', 'nul-character'],
    ['half a surrogate pair', sale('"x":"\\ud800"'), '/data/x', 'lone-surrogate'],
    ['half a surrogate pair in a name', sale('"\\udc00x":1'), '/data/\ufffdx', 'lone-surrogate'],
    ['1e400 as a number', sale('"x":1e400'), '/data/x', 'number-range'],
    ['-1e400 as a number in a list', sale('"x":[-1e400]'), '/data/x/0', 'number-range'],
    ['1e400 as an amount', replaced('amount', Infinity), '/data/amount', 'number-range'],
    ['1e400 as a text', replaced('amount', '1e400'), '/data/amount', 'decimal'],
    ['40 digits before the point', replaced('amount', '1'.repeat(40)), '/data/amount', 'decimal'],
    ['40 digits after the point', replaced('amount', `0.${'1'.repeat(40)}`), '/data/amount', 'decimal'],
    [
      '40 digits in all',
      replaced('amount', `${'1'.repeat(20)}.${'1'.repeat(20)}`),
      '/data/amount',
      'decimal',
    ],
    ['a million digits', replaced('amount', '1'.repeat(1_000_000)), '/data/amount', 'decimal'],
    ['NaN', replaced('amount', 'NaN'), '/data/amount', 'decimal'],
    ['digits of other scripts', replaced('amount', '١٢٣'), '/data/amount', 'decimal'],
    ['a line break after the digits', replaced('amount', '1\n'), '/data/amount', 'decimal'],
    ['a huge text', replaced('category', 'x'.repeat(1_000_000)), '/data/category', 'code'],
    ['a huge free text', replaced('orderId', 'x'.repeat(1_000_000)), '/data/orderId', 'text'],
    ['a list for an object', replaced('corrects', ['a', 'b']), '/data/corrects', 'object'],
    ['an object for a text', replaced('category', { toString: 'x' }), '/data/category', 'code'],
    ['deep nesting', sale(`"x":${nested(40)}`), `/data/x${'/0'.repeat(30)}`, 'nesting-depth'],
    ['very deep nesting', sale(`"x":${nested(100_000)}`), `/data/x${'/0'.repeat(30)}`, 'nesting-depth'],
  ])('%s', (_name, raw, pointer, rule) => {
    const result = checkEvent(raw);
    expect(result).toMatchObject({ ok: false, status: 422 });
    if (!result.ok) expect(result.faults).toContainEqual(expect.objectContaining({ pointer, rule }));
  });

  it('gets messages with shortened, well-formed values', () => {
    const result = checkEvent(replaced('category', `\ud800${'x'.repeat(1_000_000)}`));
    expect(result.ok).toBe(false);
    for (const fault of result.ok ? [] : result.faults) {
      expect(fault.message.length).toBeLessThan(300);
      expect((fault.message + fault.fix + fault.pointer).isWellFormed()).toBe(true);
    }
  });

  it('cannot pass members of __proto__ as members of the data', () => {
    const event = structuredClone(eventExample('silkgauge.sale.recorded.v1')) as { data: Members };
    const { amount, ...data } = event.data;
    const text = JSON.stringify(data).replace('{', `{"__proto__":{"amount":${JSON.stringify(amount)}},`);
    const raw: unknown = { ...event, data: JSON.parse(text) };
    expect(checkEvent(raw)).toMatchObject({ faults: [{ pointer: '/data/amount', rule: 'required' }] });
    expect(({} as Members).amount).toBeUndefined();
  });

  it('gets at most a hundred faults', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `"${String(index)}":"\\u0000"`).join(',');
    const result = checkEvent(sale(many));
    expect(result.ok ? 0 : result.faults.length).toBe(100);
  });

  it('gets the missing members for a hundred thousand unknown members', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `"a${String(index)}":1`).join(',');
    const event = { ...eventExample('silkgauge.sale.recorded.v1'), data: JSON.parse(`{${many}}`) as unknown };
    expect(checkEvent(event)).toMatchObject({
      status: 422,
      faults: expect.arrayContaining([expect.objectContaining({ rule: 'required' })]) as unknown,
    });
  });

  it('is refused before its hundred thousandth attribute is read', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`A${String(index)}`, 1]));
    const result = checkEvent({ ...eventExample('silkgauge.sale.recorded.v1'), ...many });
    expect(result).toMatchObject({ status: 400 });
    if (!result.ok) expect(result.faults.at(-1)).toMatchObject({ pointer: '', rule: 'attribute-count' });
  });

  it('may be nested 32 deep, the event included', () => {
    expect(checkEvent(sale(`"x":${nested(30)}`))).toMatchObject({ ok: true });
    expect(checkEvent(sale(`"x":${nested(31)}`))).toMatchObject({ ok: false });
  });
});

describe('checking an event', () => {
  const whole = (result: ReturnType<typeof checkEvent>): void => {
    if (result.ok) return;
    expect([400, 422]).toContain(result.status);
    expect(result.faults.length).toBeGreaterThan(0);
    for (const { pointer, rule, message, fix } of result.faults) {
      expect(pointer).toMatch(/^(\/|$)/);
      expect(rule).toMatch(/^[a-z0-9-]+$/);
      expect(message).not.toBe('');
      expect(fix).not.toBe('');
    }
  };

  it('never throws for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (raw) => {
        whole(checkEvent(raw));
      }),
    );
  });

  it('never throws for any JSON as data or as a member of the data', () => {
    const anything = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(
        fc.constantFrom(...EVENT_TYPES),
        anything,
        fc.nat(),
        fc.boolean(),
        (type, value, place, nestedToo) => {
          const event = structuredClone(eventExample(type)) as { data: Members };
          whole(checkEvent({ ...event, data: value }));
          const target = nestedToo
            ? ((event.data.series ?? event.data.scope ?? event.data) as Members)
            : event.data;
          const names = Object.keys(target);
          target[names[place % names.length] ?? ''] = value;
          whole(checkEvent(event));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never throws for any text in place of a text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\0', '\ud800', '1', '-', '.', '/', 'P', 'T', 'Z', '_U') }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...EVENT_TYPES), text, fc.nat(), (type, value, place) => {
        const event = structuredClone(eventExample(type)) as { data: Members };
        const names = Object.keys(event.data).filter((name) => typeof event.data[name] === 'string');
        event.data[names[place % names.length] ?? ''] = value;
        whole(checkEvent(event));
      }),
      { numRuns: 1000 },
    );
  });
});

it.each([
  'id',
  'source',
  'type',
  'specversion',
  'time',
  'subject',
  'dataschema',
  'datacontenttype',
  'extension',
])('%s as an object without a string form is refused without an exception', (name) => {
  for (const text of ['{"toString":null}', '{"valueOf":null,"toString":null}', '[{"toString":null}]']) {
    const event = {
      ...(eventExample('silkgauge.sale.recorded.v1') as Members),
      [name]: JSON.parse(text) as unknown,
    };
    expect(checkEvent(event).ok).toBe(false);
  }
});
