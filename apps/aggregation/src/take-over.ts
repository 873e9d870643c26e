import { setTimeout as sleep } from 'node:timers/promises';
import {
  connect,
  findDeadMembers,
  forgetMember,
  removeMember,
  standForMember,
  type DeadMember,
} from '@silkgauge/read-model';

type LockSession = Awaited<ReturnType<typeof connect>>;

export interface TakeOverOptions {
  readonly databaseUrl: string;
  /** The consumer group. */
  readonly groupId: string;
  /** Makes the group forget a member. */
  readonly dismiss: (memberId: string) => Promise<void>;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

/** How often it looks whether the process of another member is gone, in milliseconds. */
const LOOK = 100;
/** After a look that failed: the database may be away. */
const PAUSE = 1_000;
/** How long a member waits for its lock. A database that is away stops a member from deciding, and does not stop it from joining. */
const PATIENCE = 2_000;

/**
 * Takes the place of processes that died. A process that is killed does not leave its consumer group, and the broker waits a whole
 * session for it. But its sessions with the database end with it at once: so each member's id stands beside a lock of its session,
 * and who gets the lock of a dead one tells the group to forget it.
 *
 * A wrong alarm, as when the database has restarted, costs the member its place and no more: claims fence it, and it joins again.
 */
export class TakeOver {
  readonly #options: TakeOverOptions;
  readonly #stopping = new AbortController();
  #memberId: string | null = null;
  /** What this session has a lock for. */
  #stoodFor: string | null = null;
  #session: LockSession | null = null;
  /** The last of those that use the session, one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();

  constructor(options: TakeOverOptions) {
    this.#options = options;
  }

  /**
   * The group knows this process by that id from now on. The promise is kept once a lock stands for it: a process that joined
   * before and was killed would be missed by nobody for a whole session.
   */
  async standFor(memberId: string): Promise<void> {
    this.#memberId = memberId;
    const { signal } = this.#stopping;
    const patience = sleep(PATIENCE, undefined, { signal, ref: false }).catch(() => undefined);
    await Promise.race([this.#inTurn((session) => this.#stand(session)), patience]);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** To be called once the group has been left. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#turn;
    const session = this.#session;
    if (session && this.#stoodFor !== null)
      await removeMember(session, this.#stoodFor).catch(() => undefined);
    await this.#close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const hasLooked = await this.#inTurn((session) => this.#look(session));
      await sleep(hasLooked ? LOOK : PAUSE, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** @returns false when it failed; the session is opened anew for whoever is next */
  #inTurn(work: (session: LockSession) => Promise<void>): Promise<boolean> {
    const turn = this.#turn.then(async () => {
      try {
        await work(await this.#open());
        return true;
      } catch (error) {
        this.#options.log('Members that died are not looked for at the moment', { error });
        await this.#close();
        return false;
      }
    });
    this.#turn = turn;
    return turn;
  }

  async #open(): Promise<LockSession> {
    if (this.#session) return this.#session;
    const { databaseUrl } = this.#options;
    const session = await connect(databaseUrl, 'silkgauge-member');
    this.#session = session;
    return session;
  }

  async #close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#stoodFor = null;
    await session?.end().catch(() => undefined);
  }

  async #look(session: LockSession): Promise<void> {
    const { groupId } = this.#options;
    await this.#stand(session);
    const alive = this.#stoodFor === null ? [] : [this.#stoodFor];
    for (const dead of await findDeadMembers(session, groupId, alive)) await this.#dismiss(session, dead);
  }

  async #stand(session: LockSession): Promise<void> {
    const memberId = this.#memberId;
    if (memberId === null || memberId === this.#stoodFor) return;
    if (this.#stoodFor !== null) await removeMember(session, this.#stoodFor);
    await standForMember(session, this.#options.groupId, memberId);
    this.#stoodFor = memberId;
  }

  async #dismiss(session: LockSession, dead: DeadMember): Promise<void> {
    const { dismiss, log } = this.#options;
    await dismiss(dead.memberId);
    await forgetMember(session, dead);
    log('A member whose process is gone has been taken out of the group', { member: dead.memberId });
  }
}
