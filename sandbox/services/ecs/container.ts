import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { guard, release } from '../../processes/guard.ts';

export interface ContainerRun {
  readonly command: readonly string[];
  /** Where it runs: the image's folder. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Both its outputs are appended here. */
  readonly logFile: string;
}

/** A container: a child process. */
export class RunningContainer {
  /** Its exit code as Docker gives it: 128 + the signal's number when a signal ended it. */
  readonly ended: Promise<number>;
  exitCode: number | undefined;
  private readonly child: ChildProcess;

  constructor({ command, folder, environment, logFile }: ContainerRun) {
    const [program = '', ...args] = command;
    const log = openSync(logFile, 'a');
    this.child = spawn(program === 'node' ? process.execPath : program, args, {
      cwd: folder,
      env: { PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`, ...environment },
      stdio: ['ignore', log, log],
      detached: true, // Ctrl-C is for the sandbox, which then stops its tasks.
    });
    closeSync(log);
    const { pid } = this.child;
    if (pid !== undefined) guard(pid);
    this.ended = new Promise((resolve) => {
      const end = (code: number) => {
        if (pid !== undefined) release(pid);
        this.exitCode = code;
        resolve(code);
      };
      this.child.once('error', () => end(127)); // No such program.
      this.child.once('exit', (code, signal) => end(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  }

  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.child.kill(signal);
  }
}
