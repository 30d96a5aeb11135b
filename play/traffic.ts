import { randomUUID } from 'node:crypto';
import { pause } from './person.ts';

/** What users saw in one real second. */
export interface Second {
  served: number;
  maintenance: number;
  errors: number;
}

/** An answer somebody gave; its comment is unique, so that it can be found in a database. */
export interface Answer {
  readonly comment: string;
  /** Real ms. */
  readonly at: number;
  acknowledged: boolean;
}

export interface Habits {
  readonly users: number;
  /** Each user asks, reads this long, and asks again. Real ms. */
  readonly thinkMs: number;
}

/** People who create surveys, answer NPS, and read dashboards, for as long as the play lasts. */
export class Traffic {
  readonly seconds: Second[] = [];
  readonly answers: Answer[] = [];
  private readonly url: string;
  private readonly habits: Habits;
  private readonly begun = Date.now();
  private readonly surveys: number[] = [];
  private going = true;
  private users: Promise<void>[] = [];

  constructor(url: string, habits: Habits) {
    this.url = url;
    this.habits = habits;
  }

  async begin(): Promise<void> {
    for (const title of ['Atendimento', 'Entrega', 'Aplicativo']) {
      const response = await this.ask('POST', '/surveys', { title });
      if (response?.status !== 201)
        throw new Error(`The application did not create a survey: status ${response?.status ?? 'none'}.`);
      this.surveys.push(((await response.json()) as { id: number }).id);
    }
    this.users = Array.from({ length: this.habits.users }, (_, n) => this.user(n));
  }

  async end(): Promise<void> {
    this.going = false;
    await Promise.all(this.users);
  }

  /** Index of the current second. */
  get now(): number {
    return Math.floor((Date.now() - this.begun) / 1_000);
  }

  private async user(n: number): Promise<void> {
    for (let turn = n; this.going; turn++) {
      const survey = this.surveys[turn % this.surveys.length];
      const answer: Answer = { comment: randomUUID(), at: Date.now(), acknowledged: false };
      this.answers.push(answer);
      const response = await this.ask('POST', `/surveys/${survey}/answers`, {
        score: (turn * 7) % 11,
        comment: answer.comment,
      });
      answer.acknowledged = response?.status === 201;
      await this.ask('GET', `/surveys/${survey}/dashboard`);
      if (turn % 5 === 0)
        await this.ask('POST', `/surveys/${survey}/distributions`, { address: `pessoa${turn}@clientes.example` });
      await pause(this.habits.thinkMs);
    }
  }

  private async ask(method: string, path: string, body?: unknown): Promise<Response | undefined> {
    let response: Response | undefined;
    try {
      response = await fetch(this.url + path, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.clone().text();
      this.count(response.status < 400 ? 'served' : text.includes('knowngood-maintenance') ? 'maintenance' : 'errors');
    } catch {
      this.count('errors');
    }
    return response;
  }

  private count(what: keyof Second): void {
    const index = this.now;
    for (let n = this.seconds.length; n <= index; n++) this.seconds.push({ served: 0, maintenance: 0, errors: 0 });
    const second = this.seconds[index];
    if (second !== undefined) second[what]++;
  }
}
