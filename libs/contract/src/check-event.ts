import type { TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { readEnvelope, type Envelope } from './envelope.ts';
import { EMBARGO_TYPES } from './events/embargo.ts';
import { EVENT_TYPES, FAMILIES, type CheckedEvent, type EventType } from './events/families.ts';
import type { EventAttributes, DataRule } from './events/family.ts';
import { underOneArea, type TakenCode } from './events/one-area.ts';
import { FaultList, shown, type Fault } from './fault.ts';
import { reportSchemaFaults } from './schema-faults.ts';
import type { Reader } from './terms/body.ts';
import { checkText } from './text-faults.ts';

/** 400: not a CloudEvent. 422: a CloudEvent that violates the schema or the rules of its type. */
export type EventCheck =
  | { readonly ok: true; readonly event: CheckedEvent; readonly taken: readonly TakenCode[] }
  | { readonly ok: false; readonly status: 400 | 422; readonly faults: readonly Fault[] };

/** How data are checked against the schema: by the reader of their terms, else compiled. */
type SchemaCheck = (data: unknown, list: FaultList) => void;

/** A family with the check of its schema; rules and parser get only data that passed it. */
interface Checker {
  readonly checkSchema: SchemaCheck;
  readonly rules: readonly DataRule<unknown>[];
  parse(attributes: EventAttributes, data: unknown): CheckedEvent;
}

const CHECKERS = Object.fromEntries(
  EVENT_TYPES.map((type) => {
    const { schema, rules, parse, ...family } = FAMILIES[type];
    const checkSchema = 'read' in family && family.read ? checkedBy(family.read) : compiled(schema);
    return [type, { checkSchema, rules, parse } as unknown as Checker];
  }),
) as Readonly<Record<EventType, Checker>>;

function checkedBy(read: Reader<unknown>): SchemaCheck {
  return (data, list) => {
    const reading = read(data, '/data');
    if (reading.ok) return;
    for (const { pointer, rule, message, fix } of reading.faults) list.report(pointer, rule, message, fix);
  };
}

function compiled(schema: TSchema): SchemaCheck {
  const validator: Validator = Compile(schema);
  return (data, list) => {
    if (!validator.Check(data)) reportSchemaFaults(validator, data, '/data', list);
  };
}

/**
 * Checks one structured CloudEvent, as parsed from JSON, against envelope, schema and rules. Never throws;
 * returns up to 100 faults, or the parsed event with its data as delivered, each area under the code that is
 * kept for it.
 */
export function checkEvent(raw: unknown): EventCheck {
  const list = new FaultList();
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    list.report(
      '',
      'event-object',
      `An event is a JSON object, not ${shown(raw)}.`,
      'Write one CloudEvent as an object.',
    );
    return { ok: false, status: 400, faults: list.faults };
  }
  const envelope = readEnvelope(raw as Readonly<Record<string, unknown>>, list.report);
  const data: unknown = (raw as { data?: unknown }).data;
  if (data !== undefined && data !== null) {
    checkText(data, '/data', list);
    if (isOddEmbargo(envelope.type, data)) reportEmbargo(list);
    if (envelope.type) checkData(CHECKERS[envelope.type], envelope, data, list);
  }
  if (list.faults.length > 0 || !envelope.type) {
    return { ok: false, status: envelope.wellFormed ? 422 : 400, faults: list.faults };
  }
  const { data: said, taken } = underOneArea(envelope.type, data);
  return { ok: true, event: CHECKERS[envelope.type].parse(envelope.attributes, said), taken };
}

/** Whether data have the member of an embargo where none is taken: it is refused, never taken in clear. */
function isOddEmbargo(type: EventType | undefined, data: object): boolean {
  if (!Object.hasOwn(data, 'embargo')) return false;
  // A release says by the member that figures are held for it.
  return type !== 'silkgauge.release.scheduled.v1' && !EMBARGO_TYPES.some((one) => one === type);
}

function reportEmbargo(list: FaultList): void {
  const types = EMBARGO_TYPES.join(', ');
  const fix = 'Leave the member out, and send the event once it is public.';
  list.report('/data/embargo', 'embargo-type', `Only ${types} are held back.`, fix);
}

function checkData(checker: Checker, envelope: Envelope, data: unknown, list: FaultList): void {
  checker.checkSchema(data, list);
  for (const rule of checker.rules) {
    if (list.faults.length === 0 || !rule.needs.some((pointer) => list.touches(pointer))) {
      rule.check(data, list.report, envelope.attributes, (pointer) => list.touches(pointer));
    }
  }
}
