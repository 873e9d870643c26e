import { Outdated, Overtaken, UnstorableData } from '@silkgauge/read-model';
import { Clock, removeWhere, type Actor, type Item } from './clock.ts';
import { Random } from '../random.ts';

/** A request and its effect at the server. */
export interface Request<T> {
  readonly what: string;
  /** @throws Wait when the request must be served again after a wait */
  serve(): T;
  /** The server notices the lost connection. */
  cut(): void;
  /** Error for the client when the answer is lost. */
  lost(): Error;
}

/** Thrown by a server that cannot answer yet. Too frequent for an Error with a stack. */
export class Wait {
  readonly isOver: () => boolean;

  constructor(isOver: () => boolean) {
    this.isOver = isOver;
  }
}

/** An error as a server's answer; any other error means a fault of the simulation or a broken promise. */
export class Refusal extends Error {}

const REFUSALS = [Refusal, Overtaken, Outdated, UnstorableData];

const isRefusal = (error: unknown): boolean => REFUSALS.some((kind) => error instanceof kind);

const SERVER: Actor = { name: 'server', alive: true, frozen: false };

/**
 * Chooses each next step: the request that reaches its server, the answer that reaches its client, the timer
 * that ends, the connection that breaks. All choices come from here, so a seed determines the run.
 */
export class Scheduler {
  readonly dice: Random;
  readonly lines: string[] | null;
  readonly clock = new Clock();
  turn = 0;
  /** Actor whose code runs at present. */
  running: Actor = SERVER;
  /** Probability that a connection breaks at a request, and the remaining number of breaks. */
  faults = { rate: 0, left: 0 };
  /** Milliseconds per turn. */
  readonly tick: number;
  #failure: Error | null = null;
  readonly #items: Item[] = [];
  readonly #events: { readonly turn: number; readonly act: () => void }[] = [];

  constructor(seed: number, tracing: boolean) {
    this.dice = new Random(seed);
    this.lines = tracing ? [] : null;
    this.tick = this.dice.between(1, 20);
  }

  trace(who: string, what: string): void {
    this.lines?.push(`${String(this.turn).padStart(5)}  ${who.padEnd(7)} ${what}`);
  }

  /** Queues a request; its fate is decided at its turn. */
  request<T>(actor: Actor, request: Request<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#send(actor, request, resolve, reject);
    });
  }

  /** Queues a message for an actor. */
  tell(actor: Actor, what: string, act: () => void): void {
    if (actor.alive) this.#items.push({ actor, what, isReady: () => !actor.frozen, act });
  }

  /** Queues an action of the server itself. */
  atServer(what: string, act: () => void): void {
    this.tell(SERVER, what, act);
  }

  /** Schedules an event of the simulated world, in turns from now. */
  inTurns(turns: number, act: () => void): void {
    this.#events.push({ turn: this.turn + turns, act });
    this.#events.sort((a, b) => a.turn - b.turn);
  }

  get hasEvents(): boolean {
    return this.#events.length > 0;
  }

  /** Skips idle turns. */
  skipToNextEvent(): void {
    const [event] = this.#events;
    if (event) this.turn = Math.max(this.turn, event.turn - 1);
  }

  /** No message is in flight; timers may still run. */
  get isQuiet(): boolean {
    return this.#items.length === 0;
  }

  /** Drops a process's memory; its requests in flight may still arrive. */
  forget(actor: Actor): void {
    this.clock.forget(actor);
    removeWhere(this.#items, (item) => item.actor === actor && (!isRequest(item) || this.dice.chance(0.5)));
  }

  /** Schedules an action of the server, in simulated milliseconds. */
  atServerIn(ms: number, what: string, act: () => void): void {
    this.clock.set(SERVER, what, ms, act);
  }

  sleep(ms: number): Promise<void> {
    const actor = this.running;
    return new Promise((resolve) => this.clock.set(actor, 'has slept', ms, resolve));
  }

  /** Runs code of an actor until it waits for the next answer. */
  async #run(actor: Actor, act: () => void): Promise<void> {
    this.running = actor;
    act();
    await drained();
    this.running = SERVER;
  }

  /** Runs one turn. */
  async step(): Promise<void> {
    this.turn += 1;
    this.clock.now += this.tick;
    while (this.#events[0] && this.#events[0].turn <= this.turn) this.#events.shift()?.act();
    const ready = this.#items.filter((item) => item.isReady());
    this.clock.addReady(ready);
    if (ready.length === 0) {
      this.#leap();
      return;
    }
    const item = this.dice.pick(ready);
    if (!removeWhere(this.#items, (i) => i === item)) this.clock.stop(item);
    if (isRequest(item)) item.act();
    else await this.#hand(item);
    // Most answers arrive before anything else happens.
    const newest = this.#items.at(-1);
    if (isRequest(item) && newest && !isRequest(newest) && newest.isReady() && this.dice.chance(0.8)) {
      this.#items.pop();
      await this.#hand(newest);
    }
    if (this.#failure) throw this.#failure;
  }

  #hand(item: Item): Promise<void> {
    this.trace(item.actor.name, item.what);
    return this.#run(item.actor, item.act);
  }

  /** With nothing ready, advances to the next timer or event. */
  #leap(): void {
    if (this.clock.leap()) return;
    if (!this.hasEvents) throw new Error('everybody waits and nothing will ever come');
    this.skipToNextEvent();
  }

  #send<T>(actor: Actor, request: Request<T>, resolve: (value: T) => void, reject: (e: unknown) => void) {
    let over: (() => boolean) | null = null;
    const answer = (what: string, act: () => void): void => {
      this.tell(actor, what, act);
    };
    const serve = (): boolean => {
      try {
        const value = request.serve();
        answer(`${request.what}: ok`, () => {
          resolve(value);
        });
      } catch (error) {
        if (error instanceof Wait) {
          over = error.isOver;
          return false;
        }
        if (!isRefusal(error)) this.#failure ??= error as Error;
        answer(`${request.what}: ${String(error)}`, () => {
          reject(error);
        });
      }
      return true;
    };
    const item: Item & { readonly request: true } = {
      request: true,
      actor,
      what: request.what,
      isReady: () => over === null || over(),
      act: () => {
        const fate = this.#fate();
        if (fate === 'goes through') {
          const isServed = serve();
          this.trace(actor.name, `${request.what} ${isServed ? 'is served' : 'waits'}`);
          if (!isServed) this.#items.push(item);
          return;
        }
        this.trace(actor.name, `${request.what}: ${fate}`);
        if (fate === 'answer lost') this.#unheard(request);
        if (fate === 'late') this.#late(request);
        else request.cut();
        answer(`${request.what}: lost`, () => {
          reject(request.lost());
        });
      },
    };
    this.#items.push(item);
  }

  #fate(): 'goes through' | 'never arrives' | 'answer lost' | 'late' {
    const { faults, dice } = this;
    if (faults.left === 0 || !dice.chance(faults.rate)) return 'goes through';
    faults.left -= 1;
    return dice.pick(['never arrives', 'answer lost', 'late'] as const);
  }

  /** Serves a request whose answer is lost. */
  #unheard(request: Request<unknown>): void {
    try {
      request.serve();
    } catch (error) {
      if (!(error instanceof Wait) && !isRefusal(error)) this.#failure ??= error as Error;
    }
  }

  /** The client gives up before the server begins. */
  #late(request: Request<unknown>): void {
    this.atServer(`${request.what} arrives late`, () => {
      this.#unheard(request);
      request.cut();
    });
  }
}

function isRequest(item: Item): boolean {
  return 'request' in item;
}

/** Resolves once all code that does not wait for an outside answer has run. */
function drained(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve);
  });
}
