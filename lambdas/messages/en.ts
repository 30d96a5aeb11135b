import type { Finding, StackBehind } from '../model/finding.ts';
import type { Outage } from '../model/incident.ts';
import { NEWS_WITHIN_MINUTES } from '../model/limits.ts';
import { measuresBeside } from '../model/measures.ts';
import type { Trigger } from '../model/rollback.ts';
import type { LostWrites } from '../model/writes.ts';
import { backupDrill, throwAwayLeft } from './backup-drill.ts';
import { rollbackCommand } from './by-hand.ts';
import { choicesIn } from './choices.ts';
import { counted } from './counted.ts';
import { CRITERIA_WORDS } from './criteria.ts';
import { drillIn } from './drill.ts';
import { documentLink, executionLink, headingLink } from './links.ts';
import { LOOKED_AT } from './looked-at.ts';
import { measuresOwed } from './measures.ts';
import { entriesAfter } from './missing.ts';
import { deletionAnnounced, deletionDone } from './retention.ts';
import { askedIn, confirmedIn, expiredIn } from './second-person.ts';
import { sequencesIn } from './sequences.ts';
import { type SettledWords, settled } from './settled.ts';
import { standbyFailed, standbyReady, standbyUsed } from './standby.ts';
import { timedCountsIn } from './timed-counts.ts';
import { unprovenIn } from './unproven.ts';
import { usersIn } from './users.ts';
import { at, type Dictionary, minutesSince, type Voice } from './voice.ts';
import { warmedIn, warmthIn } from './warming.ts';

const criteria = CRITERIA_WORDS.en;

const DECISION = {
  'notify-only': 'nothing is rolled back',
  'nothing-to-undo': 'there is nothing to undo',
  services: 'code and configuration go back; the database stays',
  'services-and-database': 'code, configuration and database go back',
  freeze: 'a person must decide',
  reopen: 'the environment is reopened as it is',
} as const;

/** Who decides to reopen what was open all the time leaves it open. */
const left = ({ decision, closed }: { readonly decision: keyof typeof DECISION; readonly closed: boolean }): string =>
  decision === 'reopen' && closed === false ? 'the environment stays open as it is' : DECISION[decision];

const FORWARD = 'services and database go forward again, to what the rollback had left behind';
const WENT_FORWARD = [
  'The environment is on the version that was rolled back, and on the database that was quarantined.',
  'Parameters that the rollback put back stayed as they are. Alarms start no rollback of that version until a person confirms it.',
];

/** The same, once it is done. */
const WENT = {
  ...DECISION,
  services: 'code and configuration went back; the database stayed',
  'services-and-database': 'code, configuration and database went back',
} as const;

const SETTLED: SettledWords = {
  warmth: (warmth) => warmthIn('en', warmth),
  changes: {
    'storage-growth': 'automatic growth of the storage',
    'maintenance-window': 'maintenance window',
    monitoring: 'enhanced monitoring',
    insights: 'Performance Insights and Database Insights',
    'associated-role': 'associated role',
    'deletion-protection': 'deletion protection',
  },
  subject: ({ replaced, differences }) =>
    replaced
      ? 'The restored database was replaced before it had settled'
      : `The restored database has settled: ${differences.length === 0 ? 'same as the replaced one' : counted(differences.length, 'setting to look at', 'settings to look at')}`,
  replaced: (instance) => `The application no longer uses ${instance}; nothing more is applied to it.`,
  available: (instance) => `${instance} is available.`,
  snapshot: ({ safetySnapshot, snapshotStatus }) =>
    safetySnapshot === null
      ? 'There is no safety snapshot; the replaced instance itself is kept.'
      : `Safety snapshot ${safetySnapshot}: ${snapshotStatus}.`,
  difference: ({ setting, found, had }) => `${setting}: ${found} (before: ${had})`,
  changed: 'These settings were changed between the release and the restore. The restored instance has the newer ones:',
  applied: 'These settings were applied after the restore:',
  cause: (cause) => cause,
  refused: 'RDS refused these changes:',
  same: 'Every setting is as the replaced instance had it.',
  differs: 'These settings are not as the replaced instance had them; please look at each:',
};

function trigger(t: Trigger, voice: Voice): string {
  switch (t.kind) {
    case 'alarm':
      return `Alarm ${t.alarm} fired on ${at(t.at, voice)}: ${t.reason}`;
    case 'person':
      return `Requested by ${t.requestedBy ?? 'a person'}: ${t.reason}`;
    case 'failed-release':
      return `The release failed (${t.error}): ${t.reason}`;
  }
}

/** Without the text of a metric or of an error. */
function whyForTeams(t: Trigger): string {
  switch (t.kind) {
    case 'alarm':
      return `${criteria[t.criterion]}. Our monitoring noticed it.`;
    case 'person':
      return `${criteria[t.criterion]}. ${t.reason}`;
    case 'failed-release':
      return 'the release failed before it was done.';
  }
}

/** @param snapshot whether there is, or will be, a safety snapshot. */
function lostWrites(lost: LostWrites, snapshot = true): string[] {
  const kept = snapshot
    ? 'They are kept in the quarantined database and the safety snapshot.'
    : 'They are kept in the quarantined database; there is no safety snapshot.';
  if (!lost.known) return [`Lost writes: unknown (${lost.why}). ${kept}`];
  const looked = LOOKED_AT.en(lost);
  if (lost.total === 0) return [`Lost writes: none ${looked}.`];
  return [`Lost writes: ${lost.total}, ${looked}. ${kept}`, ...perTable(lost)];
}

/** Before a decision nothing is quarantined, and nothing lost. */
function atStake(lost: LostWrites): string[] {
  if (!lost.known) return [`Writes newer than the restore point: unknown (${lost.why}).`];
  return [
    `Writes newer than the restore point: ${lost.total}, ${LOOKED_AT.en(lost)}. None of them is lost so far.`,
    ...perTable(lost),
  ];
}

const perTable = (lost: Extract<LostWrites, { known: true }>): string[] => [
  ...Object.entries(lost.tables)
    .filter(([, n]) => n.inserted + n.updated + n.deleted > 0)
    .map(([name, n]) => `  ${name}: ${n.inserted} inserted, ${n.updated} updated, ${n.deleted} deleted`),
  ...(lost.others > 0 ? [`  other tables and large objects: ${lost.others}`] : []),
];

function pageOf(outage: Outage | null, voice: Voice): string {
  if (outage === null) return 'Users saw no maintenance page.';
  if (outage.until === null) return `Users have seen the maintenance page since ${at(outage.since, voice)}.`;
  const minutes = Math.max(1, Math.round((Date.parse(outage.until) - Date.parse(outage.since)) / 60_000));
  return `Users saw the maintenance page for ${minutes} min, from ${at(outage.since, voice)}.`;
}

/** What a database that stays was changed by. */
const KEPT_AFTER = {
  compatible: 'Database: it stays as it is, with what the compatible migration has changed.',
  breaking:
    'Database: it stays as it is, with what the breaking migration has changed. The version that serves now was not made for it; the checks passed, and they do not look at everything.',
} as const;

const FOUND: Record<Finding['kind'], string> = {
  unfinished: 'unfinished work',
  frozen: 'an environment that waits for a decision',
  'maintenance-left-on': 'maintenance mode left on',
  'schedules-paused': 'schedules that are paused',
  'service-changed': 'a service that was changed',
  'pointer-moved-back': 'an application on a quarantined database',
  'rule-changed': 'a listener rule that was changed',
  'quarantine-moving': 'writes on a quarantined database',
};

function stackBehind(behind: StackBehind | null | undefined, voice: Voice): string {
  if (behind === null || behind === undefined)
    return 'Which stack moved it is not known: no tag of it names one that still exists, or it could not be asked. A person may have moved it.';
  const changed = at(behind.changedAt, voice);
  return behind.moved
    ? `The CloudFormation stack ${behind.stack}, which made it, moved it: its last change began ${changed}. Whoever deploys that stack next moves it again, unless its template reads what runs.`
    : `The CloudFormation stack ${behind.stack} made it, and has begun no change since (the last ${changed}): somebody moved it past the stack.`;
}

function finds(finding: Finding, voice: Voice): string[] {
  switch (finding.kind) {
    case 'unfinished':
      return [
        `The ${finding.work} ${finding.id} is unfinished: its execution ended (${finding.ending}) and still holds the environment.`,
        finding.startRollback
          ? 'Its rollback was started.'
          : finding.work === 'release'
            ? 'Redrive the execution, or start the rollback workflow.'
            : 'Fix the cause, then redrive the execution.',
        `Execution: ${executionLink(finding.execution)}`,
      ];
    case 'frozen':
      return [
        `The environment has been frozen since ${at(finding.since, voice)}: incident ${finding.incident} waits for a decision. ${finding.open ? 'Users are in, on the version that the incident is about.' : 'Users see the maintenance page.'}`,
      ];
    case 'maintenance-left-on':
      return [`Maintenance mode has been on since ${at(finding.since, voice)}, and nobody works on the environment.`];
    case 'schedules-paused':
      return [
        `Paused, and so starting no jobs: ${finding.schedules.join(', ')}.`,
        finding.frozen
          ? 'The execution that opens the environment again resumes them.'
          : 'Nothing is left that would resume them: enable each by hand, and take "paused" out of the ledger\'s status.',
      ];
    case 'service-changed':
      return [
        `Service ${finding.service} runs ${finding.runs}; what was left is ${finding.expected}. A rollback would ask before it undoes that.`,
        stackBehind(finding.behind, voice),
      ];
    case 'pointer-moved-back':
      return [
        `The pointer leads to ${finding.instance}, which a rollback has quarantined; the rollback left it at ${finding.expected}. Tasks that start now read it.`,
        stackBehind(finding.behind, voice),
        `Point the application at ${finding.expected} again, and take the pointer's value out of the stack.`,
      ];
    case 'rule-changed':
      return ruleChanged(finding, voice);
    case 'quarantine-moving':
      return [
        `The quarantined database ${finding.instance} took ${counted(finding.writes, 'write', 'writes')} since the last look: something still uses it.`,
      ];
  }
}

function ruleChanged(
  { how, listener, rule, behind }: Extract<Finding, { kind: 'rule-changed' }>,
  voice: Voice,
): string[] {
  const where = `Listener "${listener}"`;
  switch (how) {
    case 'page-left':
      return [
        `${where}: the maintenance page is up (priority ${rule}), and the ledger says that maintenance mode is off. Users get the page; delete its rule and those of the bypass (tag knowngood:rule).`,
      ];
    case 'page-missing':
      return [
        `${where}: the maintenance page (priority ${rule}) is gone, and the ledger says that maintenance mode is on. Users reach the application while a fence or a decision needs it shut.`,
      ];
    case 'gone':
      return [
        `${where}: the rule of priority ${rule}, which led to the application, is gone.`,
        stackBehind(behind, voice),
      ];
    case 'leads-elsewhere':
      return [
        `${where}: the rule of priority ${rule} leads to no target group of the application any more.`,
        stackBehind(behind, voice),
      ];
    case 'in-front':
      return [
        `${where}: the rule of priority ${rule} would win over the maintenance page: a fence would not hold, so the next release is refused, and a rollback behind the page stops. Move it behind.`,
        stackBehind(behind, voice),
      ];
  }
}

/** How to go on after a bad ending, by kind of work and by how far it had come. */
const WAY_ON = {
  release: {
    'not-begun': 'It had not begun, and touched nothing.',
    holding: 'Nothing moves by machine. Either redrive the execution, or start the rollback workflow.',
    closed:
      'The release itself is done and stands; its change record or its announcement is missing. Redrive the execution to write them.',
  },
  rollback: {
    'not-begun':
      'It had not begun, and touched nothing. Look at the application, fix the cause, and start a rollback by hand.',
    holding:
      'Fix the cause, then redrive the execution from the console (Redrive from failure). The runbook has a heading for this state.',
    closed:
      'The rollback itself is done and stands; its post-mortem or its announcement is missing. Redrive the execution to write them.',
  },
  settle: {
    'not-begun': '',
    holding: '',
    closed:
      'The rollback is done and stands. Redrive the execution to go on looking, or compare the databases by hand.',
  },
  'backup-drill': {
    'not-begun': '',
    holding: '',
    closed:
      'It has touched nothing of the environment, and proves nothing. A throw-away database that it left is deleted within an hour, and you are told. Mend the cause, then start another one: knowngood drill --backup. Do not redrive this one.',
  },
  standby: {
    'not-begun': '',
    holding: '',
    closed:
      'The release is not touched by it. A rollback with the database uses a standby only where it is proven, and else restores as ever. Nothing has to be done.',
  },
} as const;

const list = (items: readonly string[]): string[] => items.map((item) => `- ${item}`);

/** A version that was not released with knowngood has no name here. */
const named = (version: string): string => (version === 'unknown' ? 'the previous version' : `version ${version}`);

/** The watchdog keeps this promise (`people/watchdog/news.ts`). */
const NEXT_WORD = `You will hear from us when it is over, and at least every ${NEWS_WITHIN_MINUTES} minutes until then.`;

/** Every message in English: one entry per kind. */
const STOPPED_NEXT = 'The services are stopped next: from then on the application writes nothing.';
const KEEP_RUNNING = 'Services that run go on running: whoever still reaches the application can write.';
const UNPROVEN = {
  release: { goesOn: 'the release goes on', writes: STOPPED_NEXT },
  rollback: { goesOn: 'the rollback goes on', writes: STOPPED_NEXT },
  services: { goesOn: 'the rollback goes on', writes: KEEP_RUNNING },
  freeze: { goesOn: 'the environment is frozen all the same', writes: KEEP_RUNNING },
};

export const ENGLISH: Dictionary = {
  'release-announced': (message, voice) => ({
    subject: `Release ${message.version} begins`,
    lines: [
      `${message.of === 'infrastructure' ? 'An infrastructure release' : 'A release'} begins now (${at(voice.now, voice)}): version ${message.version}.`,
      `Reason: ${message.reason}`,
      ...(message.requestedBy === null ? [] : [`Requested by: ${message.requestedBy}`]),
      ...(message.impact === null ? [] : [`Impact: ${message.impact}`]),
      ...(message.plan === null ? [] : [`Plan: ${message.plan}`]),
      '',
      ...(message.fenced
        ? ['Users will see a maintenance page for some minutes.']
        : message.impact === null
          ? ['Users should notice nothing.']
          : []),
      'You will hear from us when the release has been watched, or as soon as it fails.',
      ...(message.to === 'teams' || message.warnings.length === 0
        ? []
        : ['', 'Please note:', ...list(message.warnings)]),
    ],
  }),

  'release-refused': (message) => ({
    subject: `Release ${message.version} was refused; nothing was changed`,
    lines: [
      `Release ${message.version} did not begin. Nothing was changed and the environment is free.`,
      '',
      `Cause: ${message.cause}`,
    ],
  }),

  'release-done': (message, voice) => ({
    subject: message.observed ? `Release ${message.version} is good` : `Release ${message.version} ended unobserved`,
    lines: [
      message.observed
        ? `Release ${message.version} passed its checks and its watch. It is good.`
        : `Release ${message.version} passed its checks and is open to users. Its watch proved nothing: ${message.to === 'teams' ? 'there was too little to observe' : 'no alarm had any data, or fewer requests came than watch.minimumRequests'}.`,
      ...(message.observed
        ? []
        : message.to === 'teams'
          ? ['DevOps has been asked to look at it and to confirm it. Please tell them if anything looks wrong.']
          : [
              `It does not count as good until a person confirms it. Look at it, then start the release workflow, with your own reason: ${JSON.stringify({ confirm: message.version, reason: '…' })}`,
            ]),
      `Reason for the release: ${message.reason}`,
      ...(message.to === 'teams' || message.changeRecord === null
        ? []
        : [`Change record: ${documentLink(message.changeRecord, voice.region)}`]),
    ],
  }),

  'release-confirmed': (message) => ({
    subject: `Release ${message.version} is good: a person confirmed it`,
    lines: [
      `Release ${message.version} ended unobserved. ${message.requestedBy ?? 'A person'} has confirmed it: it is good.`,
      `Reason: ${message.reason}`,
    ],
  }),

  'trigger-not-acted-on': (message, voice) => ({
    subject: 'A trigger was not acted on',
    lines: [
      trigger(message.trigger, voice),
      '',
      `No rollback was started: ${message.why}.`,
      'Look at the application. A person can start a rollback at any time.',
    ],
  }),

  drill: drillIn('en'),

  'automation-off': ({ off, rollback }, voice) => ({
    subject: `Alarms start no rollback${off.release === null ? '' : ` of ${off.release.version}`} until ${at(off.until, voice)}`,
    lines: [
      `${off.by ?? 'A person'} has switched automation off${off.release === null ? '' : ` for release ${off.release.version} (${off.release.id})`}.`,
      `Until: ${at(off.until, voice)}. Then it comes back on by itself, and you are told.`,
      `Reason: ${off.reason}`,
      '',
      'Each alarm that would have started a rollback is told to you, and starts none. A release that fails by itself is still rolled back.',
      `A rollback by hand: ${rollbackCommand(rollback, 'monitoring-feedback')}`,
      `To switch it on earlier, start the decision workflow, with your own reason: ${JSON.stringify({ automation: 'on', reason: '…' })}`,
    ],
  }),

  'second-person-asked': askedIn('en'),
  'second-person-confirmed': confirmedIn('en'),
  'second-person-expired': expiredIn('en'),

  'automation-on': ({ off, by, reason, rang, rollback }, voice) => ({
    subject: `Alarms start rollbacks again${Object.keys(rang).length === 0 ? '' : '; some rang meanwhile'}`,
    lines: [
      reason === null
        ? `Automation is on again: the time until which ${off.by ?? 'a person'} had switched it off is over.`
        : `${by ?? 'A person'} has switched automation on again: ${reason}`,
      `It was off since ${at(off.since, voice)}${off.release === null ? '' : `, for release ${off.release.version} (${off.release.id})`}: ${off.reason}`,
      '',
      ...(Object.keys(rang).length === 0
        ? ['No alarm that would have started a rollback has rung meanwhile.']
        : [
            'These alarms rang meanwhile, and started no rollback:',
            ...list(Object.entries(rang).map(([alarm, time]) => `${alarm}, ${at(time, voice)}`)),
            'Look whether one of them is still in ALARM. While the release is watched, its watch acts on it. Otherwise it starts no rollback: an alarm starts one only when it changes to ALARM.',
            `A rollback by hand: ${rollbackCommand(rollback, 'monitoring-feedback')}`,
          ]),
    ],
  }),

  'rollback-started': (message, voice) => ({
    subject: message.forward ? 'Forward again begins' : `Rollback begins: ${DECISION[message.decision]}`,
    lines: [
      trigger(message.trigger, voice),
      `Criterion: ${criteria[message.trigger.criterion]}${message.recurrence > 0 ? ` (${message.recurrence} more in the last 30 days)` : ''}`,
      '',
      `Decision: ${message.forward ? FORWARD : DECISION[message.decision]}.`,
      ...list(message.because),
      `Returns to: ${named(message.returnsTo)}`,
      ...(message.undoneCommit === null || message.forward
        ? []
        : [`Commit of version ${message.version}, which is undone: ${message.undoneCommit}`]),
      `Incident: ${message.incident}`,
    ],
  }),

  'rollback-announced': (message, voice) => ({
    subject: message.forward
      ? 'We are returning to the version before the rollback'
      : message.again
        ? `A person has decided: version ${message.version} is rolled back`
        : `We are rolling back version ${message.version}`,
    lines: [
      message.forward
        ? `The application leaves version ${message.version} again, for the one that was rolled back (${at(voice.now, voice)}).`
        : message.again
          ? `A person has decided how to go on. Version ${message.version} is being rolled back (${at(voice.now, voice)}).`
          : `Version ${message.version} is being rolled back (${at(voice.now, voice)}).`,
      `Why: ${whyForTeams(message.trigger)}`,
      '',
      message.maintenance
        ? 'Users see a maintenance page until that is done.'
        : 'Users may notice slow answers for some minutes.',
      NEXT_WORD,
    ],
  }),

  'freeze-announced': (message, voice) => ({
    subject: message.open
      ? `Version ${message.version} has a problem: a person must decide`
      : `Version ${message.version} is on hold: a person must decide`,
    lines: [
      `Version ${message.version} has a problem (${criteria[message.criterion]}), and DevOps must decide how to go on (${at(voice.now, voice)}).`,
      ...(message.open
        ? [
            'Until then the application stays open, as it is. Nothing has been rolled back so far.',
            'Should the database go back, what users enter from now on may be missing afterwards; it is kept apart.',
          ]
        : ['Until then users see a maintenance page. Nothing has been rolled back so far.']),
      '',
      NEXT_WORD,
    ],
  }),

  reopened: (message, voice) => ({
    subject: `${message.version === null ? 'The application' : `Version ${message.version}`} ${message.closed === false ? 'stays open' : 'is open again'}`,
    lines: [
      `A person has ${message.closed === false ? 'decided that the application stays open as it is' : 'opened the application again as it was'}${message.version === null ? '' : `, on version ${message.version}`} (${at(voice.now, voice)}). Nothing was rolled back.`,
      `Why: ${message.reason}`,
      pageOf(message.outage, voice),
      ...(message.users === undefined ? [] : [usersIn('en', message.users)]),
      '',
      'If the problem shows again, please tell DevOps at once: no alarm rolls this version back by itself now.',
    ],
  }),

  news: (message, voice) => ({
    subject: message.status === 'frozen' ? 'Still waiting for a decision' : 'The rollback is still under way',
    lines: [
      message.status === 'frozen'
        ? `DevOps has not decided yet how to go on (${at(voice.now, voice)}).`
        : `The rollback has not ended yet (${at(voice.now, voice)}).`,
      message.maintenance ? 'Users still see the maintenance page.' : 'The application is open meanwhile.',
      NEXT_WORD,
    ],
  }),

  'maintenance-unproven': (message) => ({
    subject: `Maintenance mode could not be proven; ${UNPROVEN[message.during].goesOn}`,
    lines: [
      'Every listener has the rule, but from outside this was still seen:',
      ...list(message.seen),
      `${UNPROVEN[message.during].writes} Look at what stands before the load balancer (CDN, DNS).`,
    ],
  }),

  frozen: (message, voice) => ({
    subject: `A decision is needed: ${message.incident}`,
    lines: [
      message.open
        ? `The environment is frozen, and open: users stay on version ${message.version}, as database.onFreeze says. No alarm and no release moves anything until a person decides.`
        : 'The environment is frozen: users see the maintenance page, and nothing moves until a person decides.',
      `It began with: ${message.trigger.reason} (${criteria[message.trigger.criterion]})`,
      '',
      'A person must decide because:',
      ...list(message.because),
      '',
      ...atStake(message.lost),
      ...(message.missing.length === 0
        ? []
        : [
            '',
            `To go back, write an image that is there in place of each … below (${message.missing.join(', ')}), by tag or digest.`,
          ]),
      '',
      `Start the workflow knowngood-${voice.environment}-decision from the console with ONE of these inputs:`,
      ...choicesIn('en', message, voice),
    ],
  }),

  'alarm-during-watch': (message) => ({
    subject: 'An alarm is ringing after the rollback',
    lines: [
      'The rollback is done, but these alarms are ringing:',
      ...list(message.alarms),
      'A rollback is never rolled back. Please look now.',
    ],
  }),

  'rollback-done': (message, voice) => ({
    subject: message.forward
      ? `Forward again: on ${named(message.returnsTo)}`
      : `Rollback done: back on ${named(message.returnsTo)}`,
    lines: [
      ...(message.forward ? WENT_FORWARD : [`Version ${message.version} was undone: ${WENT[message.decision]}.`]),
      trigger(message.trigger, voice),
      `Criterion: ${criteria[message.trigger.criterion]}`,
      `From then to now: ${minutesSince(message.began, voice)} min. ${pageOf(message.outage, voice)}`,
      usersIn('en', message.users),
      ...(message.restored === null && message.migration !== 'none' ? [KEPT_AFTER[message.migration]] : []),
      ...(message.restored === null
        ? []
        : [
            `Database: ${message.restored} serves; ${message.quarantined} is quarantined (${message.readOnly ? 'read-only, kept' : 'kept, but NOT read-only: it did not answer, or refused. Make sure that nothing writes to it'}).`,
            ...(message.notClosed.length === 0 ? [] : ['Not closed of it:', ...list(message.notClosed)]),
          ]),
      ...sequencesIn('en', message.sequences),
      ...standbyUsed('en', message.standby),
      ...warmedIn('en', message.warmed),
      ...(message.restored === null ? [] : lostWrites(message.lost, message.safetySnapshot !== null)),
      ...timedCountsIn(message.counts ?? [], voice),
      ...(message.proof.length === 0 ? [] : ['Proof of that database:', ...list(message.proof)]),
      ...(message.leftConfiguration.length === 0
        ? []
        : ['Configuration left as it is:', ...list(message.leftConfiguration)]),
      ...(message.postMortem === null
        ? []
        : ['', `Post-mortem draft: ${documentLink(message.postMortem, voice.region)}`]),
    ],
  }),

  'back-to-normal': (message, voice) => ({
    subject: message.firing.length === 0 ? 'The application is back' : 'The application is open; an alarm still rings',
    lines: [
      message.forward
        ? `The application is again on the version that had been rolled back. ${pageOf(message.outage, voice)}`
        : `Version ${message.version} was rolled back, ${minutesSince(message.began, voice)} min after the trouble was noticed. ${pageOf(message.outage, voice)}`,
      usersIn('en', message.users),
      message.firing.length === 0
        ? 'The application works again: its tests have passed, and no alarm is ringing.'
        : 'The application is open, but not everything is as it should be yet: DevOps has been told.',
      {
        kept: 'The rollback itself removed nothing that was entered.',
        'kept-after-migration':
          'The rollback itself removed nothing that was entered. That version had changed the database before: if something looks wrong or is missing, please tell DevOps.',
        'none-lost': 'Nothing that was entered is missing, as far as was counted.',
        'some-lost': `What was entered ${message.forward ? 'since that rollback' : 'while that version was open'} may be missing. It is kept apart, and DevOps can look it up.`,
      }[entriesAfter(message)],
    ],
  }),

  'nothing-changed': (message, voice) => ({
    subject: `No rollback: ${left(message)}`,
    lines: [
      trigger(message.trigger, voice),
      '',
      `Decision: ${left(message)}.`,
      ...list(message.because),
      ...(message.decision === 'reopen' && message.release !== null
        ? [
            `Until a person confirms version ${message.release.version}, no alarm starts a rollback of it. When it has proven itself, start the release workflow, with your own reason: ${JSON.stringify({ confirm: message.release.id, reason: '…' })}`,
          ]
        : []),
      'The environment is open. Please look at the cause.',
    ],
  }),

  'left-undone': (message) => {
    const what = {
      'change-record': 'The change record could not be written',
      'post-mortem': 'The post-mortem could not be written',
      settle: 'Settle could not be started',
      'migration-sessions': 'Sessions of the stopped migration could not be ended',
      standby: 'No standby could be asked for',
    }[message.what];
    const todo = {
      'change-record': 'The work itself is done and stands. Only the document is missing; please write it by hand.',
      'post-mortem': 'The work itself is done and stands. Only the document is missing; please write it by hand.',
      settle:
        'The work itself is done and stands. Nobody compares the restored database with the replaced one now; please do it by hand.',
      'migration-sessions':
        'The rollback goes on. A statement of the migration may still run and commit: please end its sessions (pg_terminate_backend).',
      standby:
        'The release goes on. A rollback with the database would restore its restore point, as without a standby.',
    }[message.what];
    return {
      subject: what,
      lines: [todo, `Cause: ${message.cause}`],
    };
  },

  'safety-snapshot-missing': (message) => ({
    subject: 'The safety snapshot could not be made; the rollback goes on',
    lines: [
      `RDS makes no snapshot of ${message.instance} now. The instance itself is kept, and is never deleted by a rollback.`,
      `Cause: ${message.cause}`,
    ],
  }),

  settled: (message) => settled(message, SETTLED),

  'standby-ready': (message, voice) => standbyReady('en', message, voice),

  'standby-failed': (message) => standbyFailed('en', message),

  'deletion-announced': (message) => deletionAnnounced('en', message),

  'deletion-done': (message) => deletionDone('en', message),
  'backup-drill': (message, voice) => backupDrill('en', message, voice),
  'throw-away-left': (message) => throwAwayLeft('en', message),

  watchdog: (message, voice) => ({
    subject: `The watchdog found: ${FOUND[message.findings[0]?.kind ?? 'frozen']}${message.findings.length > 1 ? ` and ${message.findings.length - 1} more` : ''}`,
    lines: message.findings.flatMap((finding) => finds(finding, voice)),
  }),

  reminder: (message, voice) => ({
    subject: `Please complete the post-mortem of ${message.incident}`,
    lines: [
      message.postMortem === null
        ? `The post-mortem of ${message.incident} could not be drafted; please write it.`
        : `The post-mortem of ${message.incident} is drafted: ${documentLink(message.postMortem, voice.region)}`,
      ...(message.postMortem === null
        ? ['Please add root cause and corrective measures within a week, and evaluate the measures a month later.']
        : [
            `Please add the root cause to it within a week, and enter the corrective measures, each with owner and date, here: ${documentLink(measuresBeside(message.postMortem), voice.region)}`,
            'You are reminded of each three days before its date, on it, and every week until it is done; and of their evaluation a month from now.',
          ]),
    ],
  }),

  measures: (message, voice) => measuresOwed(message, voice),

  escalation: (message, voice) => {
    const ended = { FAILED: 'failed', TIMED_OUT: 'ran out of time', ABORTED: 'was stopped by a person' }[
      message.ending
    ];
    const work = {
      release: 'The release',
      rollback: 'The rollback',
      settle: 'Settle',
      'backup-drill': 'The backup drill',
      standby: 'The making of the standby',
    }[message.work];
    return {
      subject: `${work} ${ended}`,
      lines: [
        `${work} ${ended}${message.state === '' ? '' : ` at "${message.state}"`}.`,
        ...(message.error === '' ? [] : [`Error: ${message.error}`]),
        ...(message.cause === '' ? [] : [`Cause: ${message.cause}`]),
        '',
        `The environment now: ${message.status}; maintenance mode ${message.maintenance ? 'ON' : 'off'}; stopped services: ${message.stopped.join(', ') || 'none'}.`,
        '',
        message.rollbackStarted ? 'Its rollback was started.' : WAY_ON[message.work][message.stage],
        ...unprovenIn('en', message, voice),
        `Execution: ${executionLink(message.execution)}`,
        ...(voice.runbook === null ? [] : [`Runbook: ${headingLink(voice.runbook, message.state)}`]),
      ],
    };
  },
};
