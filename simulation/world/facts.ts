import type { Call } from '../calls/call.ts';
import type { App } from './app.ts';
import type { Bystander } from './bystander.ts';
import type { Server } from './postgres-server.ts';

/** A write of a user or worker that was acknowledged. */
export interface Write {
  readonly id: number;
  /** Virtual ms. */
  readonly at: number;
  readonly table: string;
  /** The application's container; undefined: somebody's own job. */
  readonly by: App | undefined;
}

/** What users got, from outside. */
export interface Served {
  readonly at: number;
  /** The application's container; undefined: the load balancer's page or error. */
  readonly by: App | undefined;
  readonly status: number;
  /** It was the maintenance page. */
  readonly page: boolean;
  /** Schema of the database it used. */
  readonly schema: string;
}

/** A change that somebody else made, and which of our calls would undo it. */
export interface OthersChange {
  readonly at: number;
  readonly what: string;
  /** A message that has this names the change. */
  readonly named: string;
  undoneBy(call: Call): boolean;
  /** Somebody puts it right, as the message asks. */
  mend(): Promise<void>;
}

/** What happened in the world, whatever anybody says of it. */
export class Facts {
  /** The watchdog has stopped looking, at some time. */
  watchdogStopped = false;
  readonly apps: App[] = [];
  readonly writes: Write[] = [];
  readonly served: Served[] = [];
  /** What users of the other application on the listener got. */
  readonly neighbours: { readonly at: number; readonly status: number }[] = [];
  /** Intrusions that AWS refused: each has happened to nobody. */
  readonly refusedIntrusions: string[] = [];
  /** Rules that the other application made on the listener, and from when to when it had them. */
  readonly theirRules: { readonly arn: string; readonly from: number; until: number }[] = [];
  /** The surroundings broke for every version: no task answered well any more. */
  brokenSince: number | undefined;
  /** Restored servers that lack rows of their restore point, or let its application not in; and what puts that right. */
  readonly incomplete = new Map<Server, () => void>();
  /** Restored instances of which somebody changed a setting, and when. */
  readonly changedSettings: { readonly instance: string; readonly at: number }[] = [];
  readonly others: OthersChange[] = [];
  /** Parameters that changed with a release, once it had recorded its known good: they go back with it. */
  readonly configured: { readonly release: string; readonly name: string; readonly before: string }[] = [];
  /** What autoscaling wanted of a service, and when. */
  readonly scaledOut: { readonly at: number; readonly service: string; readonly count: number }[] = [];
  /** From when to when a stack of the environment updated. */
  readonly stackUpdates: { readonly from: number; readonly until: number }[] = [];
  /** When a person put right what others had changed. */
  readonly mendedAt: number[] = [];
  readonly migrated: { readonly at: number; readonly server: Server; readonly to: string }[] = [];
  /** By the port it listens on. */
  readonly listening = new Map<number, App>();
  /** Other containers, by the port they listen on. */
  readonly bystanders = new Map<number, Bystander>();
  private writeIds = 0;

  started(app: App): void {
    this.apps.push(app);
    if (app.port > 0) this.listening.set(app.port, app);
  }

  beside(bystander: Bystander): Bystander {
    if (bystander.port > 0) this.bystanders.set(bystander.port, bystander);
    return bystander;
  }

  nextWrite(): number {
    return ++this.writeIds;
  }

  wrote(write: Write): void {
    this.writes.push(write);
  }
}
