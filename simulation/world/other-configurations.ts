import type { Properties } from '../../sandbox/kernel/resource.ts';
import type { Ecs } from '../../sandbox/services/ecs/ecs.ts';
import type { Resolved } from './deployment.ts';
import { CLUSTER, COUNTS, PARAMETERS } from './survey-platform.ts';

/** How an environment may be configured otherwise than the sandbox's. */
export const OTHER_CONFIGURATIONS = ['pointer-in-its-paths', 'ordered-services', 'two-listeners'] as const;
export type OtherConfiguration = (typeof OTHER_CONFIGURATIONS)[number];

/** Where the second listener of a world is reached: the port after the first one's. */
const SECOND_URL = 'http://127.0.0.1:8081';
const SECOND_NAME = 'second';

/** More tasks than the sandbox's, of each service as many as of no other; the first is switched after the second. */
const OTHER_COUNTS: Readonly<Record<string, number>> = { web: 3, worker: 4 };

/** Tasks of each service before anything happens. */
export const countsOf = (configured: readonly OtherConfiguration[] = []): Readonly<Record<string, number>> =>
  configured.includes('ordered-services') ? OTHER_COUNTS : COUNTS;

/** Before anybody uses the environment; once all is made, since each task draws its identifiers. */
export function makeOtherwise(
  { ecs }: { readonly ecs: Pick<Ecs, 'setDesiredCount'> },
  configured: readonly OtherConfiguration[] = [],
): void {
  if (!configured.includes('ordered-services')) return;
  for (const [service, count] of Object.entries(OTHER_COUNTS)) ecs.setDesiredCount(CLUSTER, service, count);
}

const PATHS = '/survey/config/';
/** Around the pointer: what is recorded with the configuration must leave it out. */
const WIDER_PATHS = PARAMETERS.databaseHost.replace(/database\/host$/, '');

/**
 * The deployed template as another configuration synthesizes it: made from what the sandbox's resolved to, by the same literals and
 * grants (`test/simulation/world/other-configurations.test.ts` compares).
 */
export class Configured {
  private readonly kinds: readonly OtherConfiguration[];
  private readonly first: string;
  private readonly second: string;

  /** @param listeners ARNs of the template's listener, and of the one beside it */
  constructor(kinds: readonly OtherConfiguration[], listeners: Pick<Resolved, 'firstListener' | 'secondListener'>) {
    this.kinds = kinds;
    this.first = listeners.firstListener;
    this.second = listeners.secondListener;
  }

  has(kind: OtherConfiguration): boolean {
    return this.kinds.includes(kind);
  }

  change(type: string, properties: Properties): Properties {
    const grants = type === 'AWS::IAM::Policy' || type === 'AWS::IAM::Role';
    return grants && this.kinds.length > 0 ? (this.granted(properties) as Properties) : properties;
  }

  definition(text: string): string {
    let made = text;
    if (this.has('pointer-in-its-paths'))
      made = made.replaceAll(`"configurationPaths":["${PATHS}"]`, `"configurationPaths":["${WIDER_PATHS}"]`);
    if (this.has('ordered-services'))
      made = made.replaceAll('"kind":"web"}', '"kind":"web","order":2}').replaceAll('"orders":[1]', '"orders":[1,2]');
    if (this.has('two-listeners')) {
      const second = JSON.stringify({ name: SECOND_NAME, arn: this.second, url: SECOND_URL });
      made = made.replaceAll(
        /("listeners":\[\{"name":"http"[^\]]*)\]/g,
        (_all, first: string) => `${first},${second}]`,
      );
    }
    return made;
  }

  /** Every statement's resources, at any depth of a role's properties. */
  private granted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.granted(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, of]) => [key, key === 'Resource' ? this.resources(of) : this.granted(of)]),
    );
  }

  private resources(given: unknown): unknown {
    const all: readonly unknown[] = Array.isArray(given) ? given : [given];
    const found = all.flatMap((one): readonly unknown[] => (typeof one === 'string' ? this.resource(one) : [one]));
    return found.length === 1 ? found[0] : found;
  }

  private resource(arn: string): readonly string[] {
    if (this.has('two-listeners') && arn === this.first) return [arn, this.second];
    if (this.has('two-listeners') && arn === `${ruleOf(this.first)}/*`) return [arn, `${ruleOf(this.second)}/*`];
    const paths = /^(arn:[^:]*:ssm:[^:]*:\d+:parameter)\/survey\/config(\/\*)?$/.exec(arn);
    if (this.has('pointer-in-its-paths') && paths !== null)
      return [`${paths[1]}${WIDER_PATHS.replace(/\/$/, '')}${paths[2] ?? ''}`];
    return [arn];
  }
}

const ruleOf = (listener: string): string => listener.replace(':listener/', ':listener-rule/');
