import { Admission } from './admission.ts';

describe('Admission', () => {
  it('admits requests up to the limits of number and bytes', () => {
    const admission = new Admission({ maxRequests: 2, maxBytes: 100 });
    const first = admission.enter(60);
    expect(admission.enter(60)).toBeNull();
    const second = admission.enter(40);
    expect(admission.enter(0)).toBeNull();
    second?.();
    second?.();
    expect(admission.requests).toBe(1);
    expect(admission.enter(40)).not.toBeNull();
    first?.();
    expect(admission.bytes).toBe(40);
  });

  it('admits a request that is larger than all room if no other is in progress', () => {
    const admission = new Admission({ maxRequests: 5, maxBytes: 100 });
    const leave = admission.enter(1_000);
    expect(leave).not.toBeNull();
    expect(admission.enter(1)).toBeNull();
    leave?.();
    expect(admission.enter(1)).not.toBeNull();
  });
});
