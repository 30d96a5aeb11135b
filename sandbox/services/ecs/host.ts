import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../processes/free-port.ts';
import { type ContainerRun, RunningContainer } from './container.ts';

/** A container that runs, whatever it is made of. */
export type Container = Pick<RunningContainer, 'ended' | 'exitCode' | 'signal'>;

/** What tasks run on. */
export interface TaskHost {
  /** A port for a container that listens. */
  port(): Promise<number>;
  /** The file for a task's outputs. */
  logFile(folder: string, name: string): string;
  /** What it holds. */
  read(logFile: string): string;
  run(run: ContainerRun): Container;
}

/** This machine: a container is a child process. */
export const processes: TaskHost = {
  port: freePort,
  logFile(folder, name) {
    const logs = join(folder, 'tasks');
    mkdirSync(logs, { recursive: true });
    return join(logs, `${name}.log`);
  },
  read: (logFile) => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
  run: (run) => new RunningContainer(run),
};
