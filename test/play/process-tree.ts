import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Running {
  readonly pid: number;
  readonly parent: number;
  /** Distinguishes a process from a later one with the same number. */
  readonly since: string;
}

function all(): Running[] {
  if (existsSync('/proc/self/stat')) {
    return readdirSync('/proc').flatMap((entry) => {
      if (!/^\d+$/.test(entry)) return [];
      try {
        // "pid (name) state ppid …": the name may hold spaces and brackets. Field 22 is the start time; a zombie has ended.
        const rest = readFileSync(`/proc/${entry}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        return rest[0] === 'Z' ? [] : [{ pid: Number(entry), parent: Number(rest[1]), since: rest[19] ?? '' }];
      } catch {
        return []; // It ended meanwhile.
      }
    });
  }
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,lstart='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, since = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), since }];
    });
}

/** A process and all it has started, and they have. */
export function treeOf(pid: number): Running[] {
  const running = all();
  const found = running.filter((process) => process.pid === pid);
  for (const process of found) found.push(...running.filter(({ parent }) => parent === process.pid));
  return found;
}

/** Those that still run. */
export function alive(processes: readonly Running[]): Running[] {
  const now = new Map(all().map((process) => [process.pid, process.since]));
  return processes.filter(({ pid, since }) => now.get(pid) === since);
}
