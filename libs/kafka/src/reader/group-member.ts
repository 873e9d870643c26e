import type { TopicPartition } from '@silkgauge/contract';
import {
  decodeConsumerProtocolAssignment,
  decodeConsumerProtocolSubscription,
  encodeConsumerProtocolAssignment,
  encodeConsumerProtocolSubscription,
  heartbeatV4,
  joinGroupV9,
  leaveGroupV5,
  offsetCommitV8,
  syncGroupV5,
} from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { assignPartitions } from './assign-partitions.ts';
import type { KafkaConfig } from '../broker/client.ts';
import { Cluster, type BrokerNode } from '../broker/cluster.ts';
import { causedBy, Refused, Unreachable, UNKNOWN_TOPIC } from '../broker/errors.ts';
import { refusal } from '../broker/protocol-errors.ts';

export interface GroupEvents {
  /** The member is in the group, with these partitions. */
  joined(assignment: readonly TopicPartition[], memberId: string): void;
  /** The member is out of the group or unheard, and tries to get back. */
  left(why: string): void;
  /** The coordinator answers again; nothing else has changed. */
  stayed(): void;
  /** The member cannot join, however often it tries. */
  crashed(error: Error): void;
}

export interface GroupOptions {
  readonly kafka: KafkaConfig;
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Milliseconds without a heartbeat after which the group reassigns the partitions. */
  readonly sessionTimeout: number;
  /** Gets each member id that the group assigns. The member takes part once the promise resolves. */
  readonly onMemberId?: (memberId: string) => Promise<void>;
}

/** Interval of heartbeats, in milliseconds. Members learn of a rebalance by heartbeat. */
const HEARTBEAT = 200;
const FIRST_PAUSE = 100;
const LAST_PAUSE = 5_000;
const JOIN_SLACK = 5_000;

const PROTOCOL_TYPE = 'consumer';
/** The name that kafkajs uses, so that members of both clients can share a group. */
const ASSIGNOR = 'RoundRobinAssigner';

const COORDINATOR_LOADING = 14;
const COORDINATOR_NOT_AVAILABLE = 15;
const NOT_COORDINATOR = 16;
const ILLEGAL_GENERATION = 22;
const UNKNOWN_MEMBER = 25;
const REBALANCING = 27;
const MEMBER_ID_REQUIRED = 79;
const FENCED_INSTANCE = 82;
/** INCONSISTENT_GROUP_PROTOCOL, INVALID_GROUP_ID, INVALID_SESSION_TIMEOUT. */
const LASTING = new Set<unknown>([23, 24, 26]);
const NOT_A_MEMBER = new Set<unknown>([ILLEGAL_GENERATION, UNKNOWN_MEMBER, FENCED_INSTANCE]);
/** The coordinator is unknown at the moment; the group is unchanged. */
const ELSEWHERE = new Set<unknown>([COORDINATOR_LOADING, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR]);

type JoinGroupResponse = joinGroupV9.JoinGroupResponse;

interface Membership {
  readonly memberId: string;
  readonly generation: number;
}

/** A member of a consumer group (classic protocol), which only keeps its membership up. */
export class GroupMember {
  readonly #options: GroupOptions;
  readonly #events: GroupEvents;
  readonly #cluster: Cluster;
  /** Connections for joins, which the broker holds until the other members have joined. */
  readonly #joining: Cluster;
  readonly #closing = new AbortController();
  #memberId = '';
  #membership: Membership | null = null;
  #running: Promise<void> = Promise.resolve();
  /** Ends the pause before the next heartbeat. */
  #hurry: () => void = () => undefined;

  constructor(cluster: Cluster, options: GroupOptions, events: GroupEvents) {
    this.#cluster = cluster;
    this.#options = options;
    this.#events = events;
    this.#joining = new Cluster(options.kafka, { requestTimeout: options.sessionTimeout + JOIN_SLACK });
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Leaves the group, so that the others need not wait for the session to end. */
  async close(): Promise<void> {
    this.#closing.abort();
    // Ends a join under way, which would be answered late.
    await this.#joining.close();
    await this.#running;
    if (this.#memberId !== '') await this.dismiss(this.#memberId).catch(() => undefined);
    this.#memberId = '';
  }

  /** Removes a dead member from the group; a living one joins again. */
  async dismiss(memberId: string): Promise<void> {
    const { groupId } = this.#options;
    const coordinator = await this.#cluster.coordinator('group', groupId);
    try {
      await this.#cluster.request(coordinator, leaveGroupV5.api, groupId, [{ memberId }]);
    } catch (error) {
      if (!(error instanceof Refused && error.code === UNKNOWN_MEMBER)) throw error;
    }
    // The next heartbeat learns of the rebalance.
    this.#hurry();
  }

  /** Commits offsets for monitoring of the group's lag. */
  async commit(offsets: readonly (TopicPartition & { readonly offset: bigint })[]): Promise<void> {
    const { groupId } = this.#options;
    const { memberId, generation } = this.#membership ?? { memberId: '', generation: -1 };
    const topics = [...Map.groupBy(offsets, ({ topic }) => topic)].map(([name, list]) => ({
      name,
      partitions: list.map(({ partition: partitionIndex, offset: committedOffset }) => ({
        ...{ partitionIndex, committedOffset, committedLeaderEpoch: -1, committedMetadata: null },
      })),
    }));
    const coordinator = await this.#cluster.coordinator('group', groupId);
    await this.#cluster.request(coordinator, offsetCommitV8.api, groupId, generation, memberId, null, topics);
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    let failures = 0;
    while (!signal.aborted) {
      try {
        this.#membership = await this.#join();
        failures = 0;
        await this.#stay(this.#membership);
      } catch (error) {
        this.#membership = null;
        if (signal.aborted) return;
        if (error instanceof Refused && NOT_A_MEMBER.has(error.code)) this.#memberId = '';
        if (error instanceof Refused && LASTING.has(error.code)) {
          this.#events.crashed(error);
          return;
        }
        const isRebalance = error instanceof Refused && error.code === REBALANCING;
        this.#events.left(isRebalance ? 'the group is rebalancing' : causedBy(error));
        if (isRebalance) continue;
        await this.#pause(Math.min(FIRST_PAUSE * 2 ** failures, LAST_PAUSE));
        failures += 1;
      }
    }
  }

  /** @throws Refused, Unreachable */
  async #join(): Promise<Membership> {
    const { groupId, topics } = this.#options;
    await this.#partitionsOf(topics);
    const coordinator = await this.#cluster.coordinator('group', groupId);
    const joined = await this.#sendJoin(coordinator);
    await this.#isKnownAs(joined.memberId);
    const shares = joined.leader === joined.memberId ? await this.#shares(joined.members) : [];
    const { memberId, generationId: generation } = joined;
    const given = [groupId, generation, memberId, null, PROTOCOL_TYPE, joined.protocolName, shares] as const;
    const { assignment } = await this.#joining.request(coordinator, syncGroupV5.api, ...given);
    const { assignedPartitions } = decodeConsumerProtocolAssignment(assignment);
    const assigned = assignedPartitions.flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    if (!this.#closing.signal.aborted) this.#events.joined(assigned, memberId);
    return { memberId, generation };
  }

  async #sendJoin(coordinator: BrokerNode): Promise<JoinGroupResponse> {
    const { groupId, sessionTimeout, topics } = this.#options;
    const protocols = [
      { name: ASSIGNOR, metadata: encodeConsumerProtocolSubscription({ version: 0, topics: [...topics] }) },
    ];
    const join = (memberId: string): Promise<JoinGroupResponse> => {
      const given = [
        groupId,
        sessionTimeout,
        sessionTimeout,
        memberId,
        null,
        PROTOCOL_TYPE,
        protocols,
      ] as const;
      return this.#joining.request(coordinator, joinGroupV9.api, ...given);
    };
    try {
      return await join(this.#memberId);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== MEMBER_ID_REQUIRED) throw error;
      await this.#isKnownAs((error.answer as JoinGroupResponse).memberId);
      return join(this.#memberId);
    }
  }

  async #isKnownAs(memberId: string): Promise<void> {
    if (this.#memberId === memberId) return;
    this.#memberId = memberId;
    await this.#options.onMemberId?.(memberId);
  }

  /** The assignment of each member, made by the group's leader. */
  async #shares(members: JoinGroupResponse['members']): Promise<syncGroupV5.SyncGroupRequestAssignment[]> {
    const wishes = members.map(({ memberId, metadata }) => ({
      memberId,
      topics: decodeConsumerProtocolSubscription(metadata).topics,
    }));
    const partitions = await this.#partitionsOf([...new Set(wishes.flatMap(({ topics }) => topics))]);
    return [...assignPartitions(wishes, partitions)].map(([memberId, assigned]) => {
      const assignedPartitions = [...Map.groupBy(assigned, ({ topic }) => topic)].map(([topic, list]) => ({
        topic,
        partitions: list.map(({ partition }) => partition),
      }));
      return {
        memberId,
        assignment: encodeConsumerProtocolAssignment({ version: 0, assignedPartitions }),
      };
    });
  }

  /** @throws Refused when a topic is missing */
  async #partitionsOf(names: readonly string[]): Promise<TopicPartition[]> {
    const topics = await this.#cluster.topics(names);
    const missing = names.filter((name) => !topics.has(name));
    if (missing.length > 0) {
      this.#cluster.forget();
      throw refusal(UNKNOWN_TOPIC, `no topic ${missing.join(', ')}; create the topics first`);
    }
    return [...topics.values()].flatMap(({ name: topic, partitions }) =>
      partitions.map(({ partition }) => ({ topic, partition })),
    );
  }

  /** Sends heartbeats until the group rebalances, rejects this member or is silent for too long. */
  async #stay({ memberId, generation }: Membership): Promise<never> {
    const { groupId, sessionTimeout } = this.#options;
    const beat = Math.min(HEARTBEAT, Math.floor(sessionTimeout / 10));
    let heardAt = performance.now();
    let coordinator: BrokerNode | null = null;
    let isHeard = true;
    for (;;) {
      await this.#pauseForBeat(beat);
      try {
        coordinator ??= await this.#cluster.coordinator('group', groupId);
        await this.#cluster.request(coordinator, heartbeatV4.api, groupId, generation, memberId, null);
        heardAt = performance.now();
        if (!isHeard) this.#events.stayed();
        isHeard = true;
      } catch (error) {
        const isAway =
          error instanceof Unreachable || (error instanceof Refused && ELSEWHERE.has(error.code));
        if (!isAway || performance.now() - heardAt > sessionTimeout) throw error;
        if (isHeard) this.#events.left(causedBy(error));
        isHeard = false;
        coordinator = null;
      }
    }
  }

  async #pauseForBeat(milliseconds: number): Promise<void> {
    const hurried = new Promise<void>((resolve) => {
      this.#hurry = resolve;
    });
    await Promise.race([this.#pause(milliseconds), hurried]);
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#closing.signal });
  }
}
