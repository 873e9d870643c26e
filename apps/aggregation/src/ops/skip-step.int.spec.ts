import { bulletinPlan } from '@silkgauge/testing';
import { deskPosition } from '@silkgauge/read-model';
import { DeskWorld } from '../desk/desk.fixture.ts';
import type { Deed } from './operator-audit.ts';
import { OperatorError } from './operator-config.ts';
import { readStepSkip, skipStep } from './skip-step.ts';

const KEY = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1';

it('moves the desk behind a step, once it stands in the audit; the step makes no version', async () => {
  const world = await DeskWorld.start();
  try {
    await world.push('newsroom.orders', bulletinPlan('B-1', KEY), bulletinPlan('B-2', KEY));
    const deeds: Deed[] = [];
    const tell = (deed: Deed) => Promise.resolve(void deeds.push(deed));
    const skip = readStepSkip(['1', '--reason', 'no words for it', '--actor', 'me']);
    const untold = () => Promise.reject(new Error('no audit'));
    await expect(skipStep({ readModel: world.readModel, tell: untold }, skip)).rejects.toThrow('no audit');
    expect(await deskPosition(world.readModel.pool)).toBe('0');
    expect(await skipStep({ readModel: world.readModel, tell }, skip)).toBe(
      'The desk goes on behind 1; it stood at 0.',
    );
    expect(deeds).toEqual([
      { action: 'desk-step.skipped', target: 'change log/1', reason: 'no words for it' },
    ]);
    await world.follow();
    expect((await world.versions()).map(({ bulletin }) => bulletin)).toEqual(['B-2']);
    for (const to of ['1', '99'])
      await expect(skipStep({ readModel: world.readModel, tell }, { ...skip, to })).rejects.toThrow(
        /^The desk stands at 3 and the log ends at 3: nothing was skipped\./,
      );
  } finally {
    await world.stop();
  }
});

it.each([[[]], [['x', '--reason', 'why']], [['7']], [['7', '--reason', ' ']], [['7', '--why', 'so']]])(
  'a call %j without a sequence and a reason is refused with the usage',
  (argv) => {
    expect(() => readStepSkip(argv)).toThrow(OperatorError);
    expect(() => readStepSkip(argv)).toThrow('npm run skip-step -- SEQUENCE --reason TEXT');
  },
);
