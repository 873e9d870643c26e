import { isActive, writeFaults, type KeyRecord } from '@silkgauge/access';
import { checkEvent, feedsOf, typeOfFeed, type AccessAnswer, type EventType } from '@silkgauge/contract';

const ofKey = (rule: string, message: string, fix: string) => ({ pointer: '', rule, message, fix });

/** Some types are events of the product's own, which no door takes. */
const doorFaults = (type: EventType): AccessAnswer['errors'] =>
  feedsOf(type).length > 0 ? [] : [typeOfFeed(type)];

/** Whether a door would take an event from a key; `now` in milliseconds since 1970. */
export const answerOf = (key: KeyRecord, event: unknown, now: number): AccessAnswer => {
  const checked = checkEvent(event);
  const rights = key.write ?? { types: [], sources: [], series: [], names: [] };
  const said: readonly (readonly [status: number, errors: AccessAnswer['errors']])[] = [
    [
      401,
      isActive(key, now) ? [] : [ofKey('not-active', 'The key is revoked or expired.', 'Use another key.')],
    ],
    [
      403,
      key.scopes.includes('push')
        ? []
        : [
            ofKey(
              'scope',
              'The key does not have the scope push.',
              'Give the key the scope and rights to write.',
            ),
          ],
    ],
    [422, checked.ok ? doorFaults(checked.event.type) : checked.faults],
    [403, checked.ok ? writeFaults(rights, checked.event) : []],
  ];
  const [first] = said.find(([, errors]) => errors.length > 0) ?? [202];
  const errors = said.flatMap(([, found]) =>
    found.map(({ pointer, rule, message, fix }) => ({ pointer, rule, message, fix })),
  );
  return { letIn: errors.length === 0, status: first, errors };
};
