import { EVENT_TYPES } from '@silkgauge/contract';
import { withdrawalFault } from './withdrawals.ts';

const REF = { source: '/customs/gacc', id: 'O1' };
const ANY = { rights: null, about: null };
const OF_FIGURES = { type: 'silkgauge.figure.withdrawn.v1', topic: 'customs.figures', ...ANY } as const;
const OF_STATEMENTS = { type: 'silkgauge.statement.withdrawn.v1', topic: 'policy.notices', ...ANY } as const;

const reached = (withdrawal: typeof OF_FIGURES | typeof OF_STATEMENTS) =>
  EVENT_TYPES.filter(
    (type) => withdrawalFault(withdrawal, REF, { type, topic: withdrawal.topic, about: null }) === null,
  );

describe('a withdrawal', () => {
  it('of figures takes back figures and claims, one of statements takes back statements, and no other kind', () => {
    expect(reached(OF_FIGURES)).toEqual(['silkgauge.figure.reported.v1', 'silkgauge.claim.reported.v1']);
    expect(reached(OF_STATEMENTS)).toEqual(['silkgauge.statement.attributed.v1']);
  });

  it.each([
    ['silkgauge.statement.attributed.v1', 'Send silkgauge.statement.withdrawn.v1 by the same feed.'],
    ['silkgauge.notice.published.v1', 'Send silkgauge.notice.withdrawn.v1 with the name of the notice.'],
    ['silkgauge.reporter.described.v1', 'No event takes it back.'],
    ['silkgauge.figure.withdrawn.v1', 'No event takes it back.'],
  ])('of another kind names the kind of the event and what to send: %s', (type, fix) => {
    expect(withdrawalFault(OF_FIGURES, REF, { type, topic: 'policy.notices', about: null })).toEqual({
      rule: 'withdrawal-kind',
      reason: `/customs/gacc O1 is a ${type}, which silkgauge.figure.withdrawn.v1 does not take back. ${fix}`,
    });
  });

  it('by another topic names the topic of the event', () => {
    const named = { type: 'silkgauge.claim.reported.v1', topic: 'prefix-platform.figures', about: null };
    expect(withdrawalFault(OF_FIGURES, REF, named)).toEqual({
      rule: 'withdrawal-domain',
      reason: '/customs/gacc O1 came by platform.figures; withdraw it there.',
    });
  });
});
