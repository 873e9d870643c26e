import type { InputPartition } from './input-log.ts';
import { Process, type ProcessParts } from './process.ts';

/**
 * The consumer group and its faults: members are killed, frozen and thawed, and partitions are reassigned. A
 * frozen process learns of lost partitions only some time after it wakes.
 */
export class Group {
  readonly #parts: ProcessParts;
  readonly #partitions: readonly InputPartition[];
  #members: Process[] = [];
  #given = new Map<Process, Set<InputPartition>>();
  #asleep = 0;
  #started = 0;

  constructor(parts: ProcessParts, partitions: readonly InputPartition[]) {
    this.#parts = parts;
    this.#partitions = partitions;
  }

  get everybodyIsAwake(): boolean {
    return this.#asleep === 0;
  }

  start(count: number): void {
    for (let i = 0; i < count; i += 1) this.#join(this.#newProcess());
    this.#rebalance();
  }

  /** Inflicts a random fault or rebalance. */
  befall(): void {
    const { dice } = this.#parts.scheduler;
    const what = dice.pick(['kill', 'kill', 'freeze', 'freeze', 'rebalance', 'cut one', 'cut all'] as const);
    switch (what) {
      case 'kill':
        this.#kill();
        break;
      case 'freeze':
        this.#freeze();
        break;
      case 'rebalance':
        this.#trace('partitions move');
        this.#rebalance();
        break;
      case 'cut one':
      case 'cut all':
        this.#cut(what === 'cut all');
    }
  }

  #kill(): void {
    const { scheduler, database } = this.#parts;
    const victim = this.#someMember();
    if (!victim) return;
    this.#trace(`${victim.name} is killed`);
    victim.alive = false;
    scheduler.forget(victim);
    for (const connection of database.connections)
      if (connection.actor === victim)
        scheduler.atServer(`a connection of ${victim.name} closes`, () => {
          connection.terminate();
        });
    this.#members = this.#members.filter((member) => member !== victim);
    scheduler.inTurns(scheduler.dice.between(1, 40), () => {
      this.#join(this.#newProcess());
      this.#rebalance();
    });
  }

  #freeze(): void {
    const { scheduler } = this.#parts;
    const { dice } = scheduler;
    const victim = this.#someMember();
    if (!victim) return;
    this.#trace(`${victim.name} is stopped`);
    victim.frozen = true;
    this.#asleep += 1;
    const patience = dice.between(1, 30);
    scheduler.inTurns(patience, () => {
      this.#members = this.#members.filter((member) => member !== victim);
      this.#trace(`the group gives up ${victim.name}`);
      this.#rebalance();
    });
    const nap = patience + dice.between(5, 400);
    scheduler.inTurns(nap, () => {
      this.#trace(`${victim.name} is woken`);
      victim.frozen = false;
    });
    scheduler.inTurns(nap + dice.between(1, 40), () => {
      this.#asleep -= 1;
      this.#join(victim);
      this.#rebalance();
    });
  }

  #cut(all: boolean): void {
    const { scheduler, database } = this.#parts;
    const connections = [...database.connections];
    if (connections.length === 0) return;
    for (const connection of all ? connections : [scheduler.dice.pick(connections)]) {
      this.#trace(`the database drops a connection of ${connection.actor.name}`);
      connection.terminate();
    }
  }

  #someMember(): Process | null {
    const awake = this.#members.filter((member) => !member.frozen);
    return awake.length > 0 ? this.#parts.scheduler.dice.pick(awake) : null;
  }

  #newProcess(): Process {
    this.#started += 1;
    const started = new Process(`p${String(this.#started)}`, this.#parts);
    this.#trace(`${started.name} starts`);
    this.#parts.scheduler.tell(started, 'start', () => {
      started.start();
    });
    return started;
  }

  #join(member: Process): void {
    if (!this.#members.includes(member)) this.#members.push(member);
  }

  /** Members learn at different times: the new owner may begin before the old one ends. */
  #rebalance(): void {
    const { scheduler } = this.#parts;
    if (this.#members.length === 0) return;
    this.#given = new Map(this.#members.map((member) => [member, new Set()]));
    for (const partition of this.#partitions)
      this.#given.get(scheduler.dice.pick(this.#members))?.add(partition);
    for (const member of this.#members)
      scheduler.tell(member, 'hears of its partitions', () => {
        const partitions = this.#given.get(member);
        if (partitions) member.assign(partitions);
      });
  }

  #trace(what: string): void {
    this.#parts.scheduler.trace('world', what);
  }
}
