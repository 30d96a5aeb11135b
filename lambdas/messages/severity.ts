import type { Finding } from '../model/finding.ts';
import type { Message } from '../model/message.ts';
import type { Severity } from '../model/severity.ts';

/** What waits for a person, or that users meet now. */
const URGENT: readonly Finding['kind'][] = ['unfinished', 'frozen', 'maintenance-left-on', 'pointer-moved-back'];

/** How urgent a message is. Only what a person must act on now is critical: a pager that rings for less is switched off. */
export function severityOf(message: Message): Severity {
  switch (message.kind) {
    case 'frozen':
    case 'alarm-during-watch':
      return 'critical';
    case 'escalation':
      return message.stage === 'holding' ? 'critical' : 'warning';
    case 'watchdog':
      return message.findings.some(({ kind }) => URGENT.includes(kind)) ? 'critical' : 'warning';
    case 'release-done':
      return message.observed ? 'info' : 'warning';
    case 'settled':
      return message.differences.length + message.refused.length > 0 ? 'warning' : 'info';
    case 'back-to-normal':
      return message.firing.length > 0 ? 'warning' : 'info';
    case 'second-person-asked':
    case 'second-person-expired':
      return 'warning';
    case 'automation-on':
      return Object.keys(message.rang).length > 0 ? 'warning' : 'info';
    case 'measures':
      return message.unread.length > 0 || message.owed.some(({ days }) => days < 0) ? 'warning' : 'info';
    case 'backup-drill':
      return message.ended.result.kind !== 'failed' && message.ended.left === null ? 'info' : 'warning';
    case 'throw-away-left':
      return 'warning';
    case 'rollback-started':
    case 'rollback-announced':
    case 'freeze-announced':
    case 'trigger-not-acted-on':
    case 'maintenance-unproven':
    case 'safety-snapshot-missing':
    case 'left-undone':
    case 'standby-failed':
      return 'warning';
    case 'drill':
    case 'release-announced':
    case 'release-refused':
    case 'release-confirmed':
    case 'automation-off':
    case 'second-person-confirmed':
    case 'rollback-done':
    case 'nothing-changed':
    case 'reopened':
    case 'news':
    case 'reminder':
    case 'deletion-announced':
    case 'deletion-done':
    case 'standby-ready':
      return 'info';
  }
}
