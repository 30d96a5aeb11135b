import { request } from 'node:http';
import type { Cloud } from '../sandbox/cloud.ts';
import { pause } from './person.ts';

/** Somebody who reads the other application on the survey platform's listener, for as long as the play lasts. */
export class HelpVisitor {
  /** Status of each answer; 0: none came. */
  readonly statuses: number[] = [];
  private readonly url: URL;
  private readonly host: string;
  private going = true;
  private readonly done: Promise<void>;

  /** @param pauseMs between two looks, in real ms */
  constructor({ deployment }: Cloud, pauseMs = 100) {
    const { PublicUrl = '', HelpHost = '' } = deployment.outputs('SurveyPlatform');
    this.url = new URL(PublicUrl);
    this.host = HelpHost;
    this.done = this.read(pauseMs);
  }

  /** Answers that were not the help center's. */
  get refused(): number {
    return this.statuses.filter((status) => status !== 200).length;
  }

  async end(): Promise<void> {
    this.going = false;
    await this.done;
  }

  private async read(pauseMs: number): Promise<void> {
    while (this.going) {
      this.statuses.push(await this.ask());
      await pause(pauseMs);
    }
  }

  private ask(): Promise<number> {
    return new Promise((resolve) => {
      const asked = request(this.url, { headers: { host: this.host }, timeout: 10_000 }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      });
      asked.once('timeout', () => asked.destroy(new Error('no answer within 10 s')));
      asked.once('error', () => resolve(0));
      asked.end();
    });
  }
}
