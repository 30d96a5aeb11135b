import type { Clock } from '../../sandbox/kernel/clock.ts';
import { matches, type RequestFacts } from '../../sandbox/services/elb/conditions.ts';
import type { DataPlane, Fabric, ListenerServerOptions } from '../../sandbox/services/elb/fabric.ts';
import { matchesCode } from '../../sandbox/services/elb/health-check.ts';
import { inOrder, lastAction, type Rule } from '../../sandbox/services/elb/rule.ts';
import { targetGroupsOf } from '../../sandbox/services/elb/validate.ts';
import type { Random } from '../run/random.ts';
import type { App } from './app.ts';
import type { Bystander } from './bystander.ts';

/** Changes of rules reach the load balancer's nodes one by one, about ten seconds after the API said yes. Virtual ms. */
const REACHES_NODE_MS = [6_000, 14_000] as const;
const NODES = 2;
/** A step that failed is tried again within this time, and its change is still the one that is looked for. Virtual ms. */
const JUST_NOW_MS = 60_000;

/** What listeners of a world have in common. */
export interface Network {
  readonly clock: Clock;
  readonly chance: Random;
  readonly listeners: Listener[];
  appAt(port: number): App | undefined;
  /** Of another application. */
  bystanderAt(port: number): Bystander | undefined;
}

export type Request = RequestFacts;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly by: App | undefined;
}

/** A listener in memory: several nodes, each obeying the rules it has heard of. */
export class Listener implements DataPlane {
  readonly port: number;
  private readonly network: Network;
  private readonly options: ListenerServerOptions;
  private readonly nodes: { rules: readonly Rule[]; version: number }[] = [];
  private version = 0;
  private readonly announced: { readonly at: number; readonly rules: readonly Rule[] }[] = [];
  private deaf = false;

  constructor(network: Network, port: number, options: ListenerServerOptions) {
    this.network = network;
    this.port = port;
    this.options = options;
  }

  obey(rules: readonly Rule[]): void {
    this.announced.push({ at: this.network.clock.now(), rules });
    for (let node = 0; node < NODES; node++) this.nodes[node] = { rules: inOrder(rules), version: this.version };
  }

  announce(rules: readonly Rule[]): void {
    this.announced.push({ at: this.network.clock.now(), rules });
    const heard = { rules: inOrder(rules), version: ++this.version };
    for (let node = 0; node < NODES; node++) {
      const delay = this.network.chance.int(...REACHES_NODE_MS);
      void this.network.clock.sleep(delay).then(() => {
        if (!this.deaf && (this.nodes[node]?.version ?? 0) < heard.version) this.nodes[node] = heard;
      });
    }
  }

  /** No change reaches a node, nor has one just now that gave users the page, or (`page`) took it away. */
  deafen(page: boolean): void {
    this.deaf = true;
    const before = this.announced.findLast(({ rules }) => isPage(rules) === page);
    const change = this.announced[this.announced.findLastIndex(({ rules }) => isPage(rules) === page) + 1];
    if (before === undefined || change === undefined || this.network.clock.now() - change.at > JUST_NOW_MS) return;
    for (const [node, { version }] of this.nodes.entries())
      this.nodes[node] = { rules: inOrder(before.rules), version };
  }

  /** What was missed arrives. */
  hear(): void {
    if (!this.deaf) return;
    this.deaf = false;
    this.announce(this.announced.at(-1)?.rules ?? []);
  }

  /** Whether the API says that there is such a rule, whatever its nodes have heard of. */
  hasRule(arn: string): boolean {
    return this.announced.at(-1)?.rules.some((rule) => rule.arn === arn) ?? false;
  }

  close(): void {}

  /** Whether some node still, or already, answers with a fixed response. */
  get page(): boolean {
    return this.nodes.some(({ rules }) => isPage(rules));
  }

  request(facts: Request, ask: (app: App) => { status: number; body: string }): Answer {
    const at = this.network.clock.now();
    const rules = this.nodes[this.network.chance.int(0, NODES)]?.rules ?? [];
    const rule = rules.find(({ conditions }) => matches(conditions, facts));
    const action = rule && lastAction(rule);
    if (action?.Type === 'fixed-response') {
      const status = Number(action.FixedResponseConfig?.StatusCode);
      this.options.seen({ at, status, byTarget: false, fixedResponse: true });
      return { status, body: action.FixedResponseConfig?.MessageBody ?? '', by: undefined };
    }
    const [to] = action === undefined ? [] : targetGroupsOf(action);
    const group = this.options.group(to?.arn ?? '');
    const target = group?.next();
    if (group === undefined || target === undefined) {
      this.options.seen({ at, status: 503, byTarget: false });
      return { status: 503, body: '503 Service Temporarily Unavailable', by: undefined };
    }
    const other = this.network.bystanderAt(target.port);
    if (other !== undefined) {
      this.options.seen({ at, status: other.health(), byTarget: true, group, targetSeconds: 0.01 });
      return { status: other.health(), body: '', by: undefined };
    }
    const app = this.network.appAt(target.port);
    const { status, body } = app === undefined ? { status: 502, body: '502 Bad Gateway' } : ask(app);
    this.options.seen({ at, status, byTarget: app !== undefined, group, targetSeconds: 0.01 });
    return { status, body, by: app };
  }
}

const isPage = (rules: readonly Rule[]): boolean => rules.some((rule) => rule.actions[0]?.Type === 'fixed-response');

/** What requests and health checks of a world travel on. */
export function fabricOf(network: Network): Fabric {
  return {
    async listen(options) {
      const listener = new Listener(network, 8_080 + network.listeners.length, options);
      network.listeners.push(listener);
      return listener;
    },
    async check(target, group) {
      const status = (network.appAt(target.port) ?? network.bystanderAt(target.port))?.health() ?? 0;
      if (matchesCode(group.Matcher?.HttpCode ?? '200', status)) return undefined;
      return status === 0
        ? { State: 'unhealthy', Reason: 'Target.Timeout', Description: 'Request timed out' }
        : {
            State: 'unhealthy',
            Reason: 'Target.ResponseCodeMismatch',
            Description: `Health checks failed with these codes: [${status}]`,
          };
    },
  };
}
