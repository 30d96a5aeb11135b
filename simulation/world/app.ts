import type { ContainerRun } from '../../sandbox/services/ecs/container.ts';
import type { Container } from '../../sandbox/services/ecs/host.ts';
import { type Migrating, migrate } from './migration.ts';
import type { Session } from './postgres-server.ts';
import { ROLES } from './survey-platform.ts';
import { NEW, type Versioned, type Versions } from './versions.ts';

/** How soon a worker writes again, and how soon an application without a session tries again. Virtual ms. */
const WORK_MS = 20_000;
const RECONNECT_MS = 5_000;
/** A check that is a task runs so long. */
const CHECK_MS = 120_000;
/** An application finishes what is in hand before it ends. */
const FINISH_MS = 1_000;

/** By what a container runs; anything else is a web task. */
const KINDS = [
  ['migrate.ts', 'migration'],
  ['worker.ts', 'worker'],
  ['check.ts', 'check'],
] as const;

/** What a container finds around it. */
export interface Surroundings extends Migrating {
  /** What a container does that others must know of. */
  readonly facts: Migrating['facts'] & {
    nextWrite(): number;
    wrote(write: { readonly id: number; readonly at: number; readonly table: string; readonly by: App }): void;
  };
}

/** A container of the application: what it read when it started is what it uses until it ends. */
export class App implements Container {
  readonly version: string;
  readonly kind: Versioned['kind'];
  /** Port of the database it found when it started. */
  readonly database: number;
  readonly port: number;
  readonly startedAt: number;
  readonly ended: Promise<number>;
  exitCode: number | undefined;
  endedAt: number | undefined;
  /** What its sessions are called. */
  readonly applicationName: string;
  private readonly password: string | undefined;
  private readonly world: Surroundings;
  private readonly versions: Versions;
  private session: Session | undefined;
  private readonly over = new AbortController();
  private exit: (code: number) => void = () => {};

  constructor(world: Surroundings, { command, environment }: ContainerRun) {
    this.world = world;
    this.versions = world.versions;
    this.version = environment['APP_VERSION'] ?? '';
    this.database = Number((environment['DATABASE_HOST'] ?? '').split(':').at(-1));
    this.port = Number(environment['PORT'] ?? 0);
    this.applicationName = environment['PGAPPNAME'] ?? '';
    this.password = environment['DATABASE_PASSWORD'];
    this.startedAt = world.clock.now();
    this.kind = KINDS.find(([program]) => command.includes(program))?.[1] ?? 'web';
    this.ended = new Promise((resolve) => {
      this.exit = (code) => {
        this.exitCode = code;
        this.endedAt ??= this.world.clock.now();
        this.session?.end();
        this.over.abort();
        resolve(code);
      };
    });
    this.live().catch(() => {}); // Ends by being aborted.
    const crash = this.versions.crashesAfter(this);
    if (crash !== undefined)
      world.clock.sleep(crash, this.over.signal).then(
        () => this.exit(1),
        () => {},
      );
  }

  private async live(): Promise<void> {
    switch (this.kind) {
      case 'migration':
        return this.exit(await migrate(this.world, this, this.over.signal));
      case 'check':
        return await this.check();
      case 'worker':
        return await this.work();
      case 'web':
        return await this.connect();
    }
  }

  get running(): boolean {
    return this.exitCode === undefined;
  }

  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (!this.running) return;
    if (signal === 'SIGKILL') this.exit(137);
    else
      this.world.clock.sleep(FINISH_MS, this.over.signal).then(
        () => this.exit(143),
        () => {},
      );
  }

  /** Status of an answer to a health check, or to a check of the control plane. */
  health(): number {
    if (!this.running) return 0;
    if (!this.versions.fits(this.version, this.schema() ?? '')) return 500;
    return this.versions.healthy(this) ? 200 : 500;
  }

  /** A user's write. Status 200: acknowledged, and then it is a fact. */
  answer(write: number, random: number): number {
    if (!this.running) return 502;
    if (!this.versions.fits(this.version, this.schema() ?? '')) return 500;
    if (this.versions.fails(this, random)) return 500;
    return this.write(write % 10 === 0 ? 'surveys' : 'answers', write % 5 === 0 ? 'update' : 'insert', write)
      ? 200
      : 500;
  }

  /** Of a new version that answers nobody it waits until it is stopped; of another one it ends with 1. */
  private async check(): Promise<void> {
    await this.world.clock.sleep(CHECK_MS, this.over.signal);
    if (this.versions.healthy(this)) this.exit(0);
    else if (this.version !== NEW) this.exit(1);
  }

  private schema(): string | undefined {
    return this.world.postgres.at(this.database)?.content.schema;
  }

  private write(table: string, change: 'insert' | 'update', write: number): boolean {
    try {
      this.session ??= this.open();
      this.session.write(table, change, write);
    } catch {
      this.session = undefined; // It begins another with the next request.
      return false;
    }
    this.world.facts.wrote({ id: write, at: this.world.clock.now(), table, by: this });
    return true;
  }

  private open(): Session {
    const server = this.world.postgres.at(this.database);
    if (server === undefined) throw new Error('getaddrinfo ENOTFOUND');
    return server.connect(ROLES.application, 'survey-platform', this.password);
  }

  private async connect(): Promise<void> {
    while (this.session === undefined || this.session.ended) {
      try {
        this.session = this.open();
      } catch {
        await this.world.clock.sleep(RECONNECT_MS, this.over.signal);
      }
    }
  }

  private async work(): Promise<void> {
    for (;;) {
      await this.world.clock.sleep(WORK_MS, this.over.signal);
      if (!this.versions.fits(this.version, this.schema() ?? '')) continue;
      this.write('distributions', 'insert', this.world.facts.nextWrite());
    }
  }
}
