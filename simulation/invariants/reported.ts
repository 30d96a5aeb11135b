import type { Run } from '../run/run.ts';
import { isToDevops, saysNotificationFailed, saysWatchdogIsSilent } from '../world/mail.ts';

/** DevOps got a message at or after `since`, and within `ms`. */
export const reportedSince = ({ world }: Run, since: number, ms = Number.POSITIVE_INFINITY): boolean =>
  world.mail.mails.some(
    (mail) =>
      // An alarm's own message says that something is wrong, not what the control plane made of it. Where the control plane
      // cannot say it (its message refused; event and watchdog both lost) an alarm on that is all there can be: the runbook
      // makes DevOps look.
      (mail.alarm === undefined ||
        saysNotificationFailed(mail) ||
        (world.facts.watchdogStopped && saysWatchdogIsSilent(mail))) &&
      isToDevops(mail) &&
      mail.at >= since &&
      mail.at <= since + ms,
  );
