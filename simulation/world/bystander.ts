import type { ContainerRun } from '../../sandbox/services/ecs/container.ts';
import type { Container } from '../../sandbox/services/ecs/host.ts';

/** A container that is none of the application's: a sidecar, or another application's. It runs until it is told to stop. */
export class Bystander implements Container {
  readonly port: number;
  readonly ended: Promise<number>;
  exitCode: number | undefined;
  private exit: (code: number) => void = () => {};

  constructor({ environment }: ContainerRun) {
    this.port = Number(environment['PORT'] ?? 0);
    this.ended = new Promise((resolve) => {
      this.exit = (code) => {
        this.exitCode ??= code;
        resolve(this.exitCode);
      };
    });
  }

  /** As most programs that do not care for it: the signal ends them. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.exit(signal === 'SIGKILL' ? 137 : 143);
  }

  health(): number {
    return this.exitCode === undefined ? 200 : 0;
  }
}
