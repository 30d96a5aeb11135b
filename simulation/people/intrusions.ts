import type { StateName } from '../../lambdas/model/state-names.ts';
import { existing } from '../world/definitions.ts';
import type { World } from '../world/world.ts';
import type { AtTheConsole } from './at-the-console.ts';
import * as changes from './changes-by-others.ts';
import * as colleagues from './colleagues.ts';
import * as damage from './damaged-restores.ts';
import * as neighbours from './neighbours.ts';
import * as writers from './writers.ts';

/** What each does, once its time has come. */
const HAPPENS = {
  'another release': colleagues.releaseAgain,
  'two rollbacks at once': colleagues.rollBackTwice,
  'an execution is stopped': colleagues.stopAnExecution,
  'an ended release is redriven': colleagues.redriveAnEndedOne,
  'somebody deploys a service': changes.deployAService,
  'somebody changes a parameter': changes.changeAParameter,
  'somebody moves the pointer': changes.moveThePointer,
  'a stray job writes': writers.strayJob,
  'a forgotten session writes': writers.forgottenSession,
  'the alarm fires again': changes.fireTheAlarmAgain,
  'a restore lacks rows': damage.loseRowsOfARestore,
  'the daily backup begins': changes.beginTheDailyBackup,
  'a stack updates': changes.updateAStack,
  'functions have become idle': changes.becomeIdle,
  'autoscaling scales out': changes.scaleOut,
  'another application changes its rules': neighbours.changeTheirRules,
  'a restore shuts the role out': damage.shutTheRoleOutOfARestore,
  'a restore has another setting': damage.changeASettingOfARestore,
} as const satisfies Record<string, (world: World, person: AtTheConsole) => Promise<void>>;

/** Not a thing that happens at a time: true of the whole run. */
const EVENTS_TWICE = 'every event comes twice';

export type IntrusionKind = keyof typeof HAPPENS | typeof EVENTS_TWICE;

/** In the order in which seeds draw from them. */
export const INTRUSIONS: readonly IntrusionKind[] = [
  ...(Object.keys(HAPPENS) as (keyof typeof HAPPENS)[]),
  EVENTS_TWICE,
];

/** Something that nobody planned for. */
export interface Intrusion {
  readonly kind: IntrusionKind;
  /** Virtual ms since the story began, or since the call. */
  readonly after: number;
  /** The first call of an operation (`<service>:<operation>`) in a state, once it has taken effect. */
  readonly call?: { readonly state: StateName; readonly operation: string };
}

/** Lets an intrusion happen when its time has come. */
export async function intrude(world: World, person: AtTheConsole, { kind, after, call }: Intrusion): Promise<void> {
  if (kind === EVENTS_TWICE) {
    const once = world.events.delivery;
    world.events.delivery = (event) => (once(event) === 'never' ? 'never' : 'twice');
    return;
  }
  if (call !== undefined) await takenEffect(world, call);
  await world.clock.sleep(after);
  try {
    await HAPPENS[kind](world, person);
  } catch (error) {
    world.facts.refusedIntrusions.push(`${kind}: ${(error as Error).message}`); // A refused request is an answer too.
  }
}

function takenEffect(world: World, { state, operation }: NonNullable<Intrusion['call']>): Promise<void> {
  const name = existing(state);
  return new Promise((resolve) => {
    world.heardBy.push((call) => {
      if (call.state === name && `${call.service}:${call.operation}` === operation) resolve();
    });
  });
}
