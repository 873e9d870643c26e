import { byProgramme, listedNotice } from './programmes.ts';

const entry = (notice: string, root: string, before?: string) => ({
  programme: { root, waves: 2, circle: false },
  data: {
    ...{ notice, issuer: 'GACC', title: `Title of ${notice}`, announcedOn: '2020-06-12' },
    ...{ effectiveFrom: '2020-07-01T00:00:00Z', scope: {}, ...(before !== undefined && { extends: before }) },
    evidence: { document: 'https://customs.example/', quote: notice },
  },
});

const listed = (notice: string, root: string, before?: string) =>
  listedNotice({ notice, scope: 'whole' }, entry(notice, root, before));

describe('a list of notices', () => {
  it('has the waves of a programme together, in the given order', () => {
    const notices = [
      listed('A', 'A'),
      listed('OTHER', 'OTHER'),
      listed('C', 'A', 'B'),
      listed('B', 'A', 'A'),
    ];
    expect(byProgramme(notices).map(({ root, waves }) => [root, waves.map(({ notice }) => notice)])).toEqual([
      ['A', ['A', 'C', 'B']],
      ['OTHER', ['OTHER']],
    ]);
  });

  it('says what the register says, and the name alone without it', () => {
    expect(listed('B', 'A', 'A')).toEqual({
      ...{ notice: 'B', day: '2020-07-01', title: 'Title of B', inPart: false, inPartOfPeriod: false },
      ...{ root: 'A', before: 'A' },
    });
    expect(listedNotice({ notice: 'B', scope: 'part', period: 'part' }, undefined)).toEqual({
      ...{ notice: 'B', day: null, title: null, inPart: true, inPartOfPeriod: true, root: 'B', before: null },
    });
  });
});
