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
  readonly groupId: string;
  /** Removes a member from the consumer group. */
  readonly dismiss: (memberId: string) => Promise<void>;
  readonly log: (message: string, details: Record<string, unknown>) => void;
}

/** Milliseconds between checks for dead members. */
const LOOK = 100;
/** Milliseconds after a failed check: the database may be away. */
const PAUSE = 1_000;
/** Milliseconds that a member waits for its lock: it may join while the database is away. */
const PATIENCE = 2_000;

/**
 * Removes members whose process was killed from the consumer group, for which the broker would wait a session
 * timeout. Each member id is stored with an advisory lock of its process's session, which ends with the
 * process: another process that gets the lock dismisses the member.
 *
 * A false alarm, as after a restart of the database, makes a member rejoin and no more: claims fence it.
 */
export class TakeOver {
  readonly #options: TakeOverOptions;
  readonly #stopping = new AbortController();
  #memberId: string | null = null;
  /** Member id whose lock this session holds. */
  #stoodFor: string | null = null;
  #session: LockSession | null = null;
  /** Tail of the queue for the session. */
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();

  constructor(options: TakeOverOptions) {
    this.#options = options;
  }

  /**
   * Registers this process; resolves with its lock, without which no other would notice its death at once.
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

  /** To be called after leaving the group. */
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

  /** @returns false after an error, which closes the session; the next turn opens another */
  #inTurn(work: (session: LockSession) => Promise<void>): Promise<boolean> {
    const turn = this.#turn.then(async () => {
      try {
        await work(await this.#open());
        return true;
      } catch (error) {
        this.#options.log('the check for dead members failed; trying again', { error });
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
    log('a dead member was removed from the consumer group', { member: dead.memberId });
  }
}
