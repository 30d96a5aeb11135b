import type { Clock } from '../../sandbox/kernel/clock.ts';
import type { PostgresHost } from '../../sandbox/postgres/host.ts';
import { Content } from './postgres-content.ts';
import { Server } from './postgres-server.ts';

interface MemorySnapshot {
  readonly folder: string;
  readonly content: Content;
  readonly of: Server;
}

/** Every PostgreSQL server and snapshot of a world, in memory, in the form in which the sandbox's RDS asks for them. */
export class MemoryPostgres {
  readonly servers: Server[] = [];
  readonly snapshots: MemorySnapshot[] = [];
  private readonly clock: Clock;
  private readonly tables: readonly string[];
  private nextPort = 5_001;

  constructor(clock: Clock, tables: readonly string[]) {
    this.clock = clock;
    this.tables = tables;
  }

  /** The model of RDS wants the class that runs real servers; of it, it uses what is here. */
  get host(): PostgresHost {
    return this as unknown as PostgresHost;
  }

  at(port: number): Server | undefined {
    return this.servers.find((server) => server.port === port);
  }

  async create(): Promise<Server> {
    return this.add(Content.atStart(this.tables));
  }

  async snapshot(of: Server): Promise<MemorySnapshot> {
    const snapshot = { folder: '', content: of.content.copy(), of };
    this.snapshots.push(snapshot);
    return snapshot;
  }

  async restore(snapshot: MemorySnapshot): Promise<Server> {
    return this.add(snapshot.content.copy().forgetCounters(), snapshot.of);
  }

  async restoreTo(of: Server, _base: MemorySnapshot | undefined, at: number): Promise<Server> {
    return this.add(of.contentAt(at).forgetCounters(), of);
  }

  async parameterNames(): Promise<ReadonlySet<string>> {
    return { has: () => true } as unknown as ReadonlySet<string>;
  }

  async libraries(): Promise<ReadonlySet<string>> {
    return new Set();
  }

  private add(content: Content, parent?: Server): Server {
    const server = new Server(this.nextPort++, content, this.clock, parent);
    this.servers.push(server);
    return server;
  }
}
