import type { Properties } from '../../sandbox/kernel/resource.ts';
import type { Scenario } from '../story/scenario.ts';
import {
  DRILL_LOOK_RULE,
  DRILL_RULE,
  MEASURES_RULE,
  machineOf,
  PUBLICATION_RULE,
  WAKE_RULE,
  WATCHDOG_SCHEDULE,
} from '../world/control-plane.ts';
import type { Resolved } from '../world/deployment.ts';
import { Configured } from '../world/other-configurations.ts';
import { SecretPointer } from '../world/secret-pointer.ts';

/** The workflows that read the policy. */
const READ_THE_POLICY = ['rollback', 'decision'];

/** Nobody reads what they write: every look would only be calls more in every world. */
const LEFT_OUT: readonly unknown[] = [PUBLICATION_RULE, MEASURES_RULE, WAKE_RULE, DRILL_RULE, DRILL_LOOK_RULE];

/** What runs vary of the configuration stands as literals in the template: the policy, the limit of lost writes, what a freeze shows, whether one may decide alone, the watchdog's schedule, where the pointer is. */
export class ScenarioTemplate {
  private readonly mutated: (definition: string) => string;
  /** Made once for all worlds: definitions are long. */
  private readonly definitions = new Map<string, string>();

  /** @param mutated makes another definition of a workflow's */
  constructor(mutated: (definition: string) => string) {
    this.mutated = mutated;
  }

  /** How each resource is changed for a scenario. @throws Error for a literal that is no longer where it is looked for */
  changesFor(
    { policy, watchdogMinutes, pointer, lossLimit, onFreeze, secondPerson, configured = [] }: Scenario,
    resolved: Resolved,
  ): { readonly inSecret: SecretPointer | undefined; change(type: string, properties: Properties): Properties } {
    const inSecret = pointer === 'secret' ? new SecretPointer(resolved) : undefined;
    const otherwise = new Configured(configured, resolved);
    const scheduled = resolved.made.filter(({ read }) => read['ScheduleExpression'] === WATCHDOG_SCHEDULE);
    if (scheduled.length !== 1)
      throw new Error(`${scheduled.length} rules of the template have the watchdog's schedule ${WATCHDOG_SCHEDULE}.`);
    const change = (type: string, properties: Properties): Properties => {
      if (properties['ScheduleExpression'] === WATCHDOG_SCHEDULE && watchdogMinutes > 1)
        return { ...properties, ScheduleExpression: `rate(${watchdogMinutes} minutes)` };
      // The story of a backup drill fires the look at what it left, as its schedule would.
      if (LEFT_OUT.includes(properties['Name'])) return { ...properties, State: 'DISABLED' };
      if (type !== 'AWS::StepFunctions::StateMachine')
        return otherwise.change(type, inSecret?.change(type, properties) ?? properties);
      const varied = { policy, lossLimit, onFreeze, secondPerson, configured: configured.join() };
      const another = (text: string) => otherwise.definition(inSecret?.definition(text) ?? text);
      return { ...properties, DefinitionString: this.definitionFor(varied, inSecret?.secret, another, properties) };
    };
    return { inSecret, change };
  }

  private definitionFor(
    { policy, lossLimit, onFreeze, secondPerson, configured }: Varied,
    secret: string | undefined,
    another: (text: string) => string,
    properties: Properties,
  ): string {
    const definition = String(properties['DefinitionString']);
    const key = `${policy} ${lossLimit ?? ''} ${onFreeze ?? ''} ${secondPerson ?? ''} ${configured} ${secret ?? ''} ${definition}`;
    const known = this.definitions.get(key);
    if (known !== undefined) return known;
    const machine = machineOf(String(properties['StateMachineName']));
    if (READ_THE_POLICY.includes(machine) && !POLICY.test(definition))
      throw new Error(`The workflow ${machine} no longer says which policy it has: runs could not vary it.`);
    if (READ_THE_POLICY.includes(machine) && !LIMIT.test(definition))
      throw new Error(`The workflow ${machine} no longer says how many writes may be lost: runs could not vary it.`);
    if (READ_THE_POLICY.includes(machine) && !ON_FREEZE.test(definition))
      throw new Error(`The workflow ${machine} no longer says what a freeze shows: runs could not vary it.`);
    if (machine === 'decision' && !ALONE.test(definition))
      throw new Error('The workflow decision no longer says who may decide alone: runs could not vary it.');
    const decided = definition
      .replaceAll(new RegExp(ALONE, 'g'), (same) => (secondPerson === true && machine === 'decision' ? BY_TWO : same))
      .replaceAll(new RegExp(POLICY, 'g'), `"policy":"${policy}"`)
      .replaceAll(new RegExp(LIMIT, 'g'), (same) => (lossLimit === undefined ? same : `"maxLostWrites":${lossLimit}`))
      .replaceAll(new RegExp(ON_FREEZE, 'g'), (same) => (onFreeze === undefined ? same : `"onFreeze":"${onFreeze}"`));
    const made = this.mutated(another(decided));
    this.definitions.set(key, made);
    return made;
  }
}

type Varied = Pick<Scenario, 'policy'> & {
  readonly lossLimit: number | undefined;
  readonly onFreeze: Scenario['onFreeze'] | undefined;
  readonly secondPerson: true | undefined;
  readonly configured: string;
};

const POLICY = /"policy":"[a-z-]+"/;
const ON_FREEZE = /"onFreeze":"page"/;
const ALONE = /"secondPerson":null/;
const BY_TWO = '"secondPerson":{"url":"https://second-person.lambda-url.sa-east-1.on.aws/"}';
const LIMIT = /"maxLostWrites":\d+/;
