import type { IncidentTimes, Outage, Period } from '../../model/incident.ts';
import { type Phase, trafficFigure } from '../document/figures.ts';
import type { Block } from '../document/model.ts';
import { type Point, rateFigure } from '../document/rate-figure.ts';
import type { Input } from './contract.ts';
import type { PostMortemWords } from './words.ts';

/** What users got over time: answers by kind, the share that failed, the time of an answer; the phases of the incident behind each. */
export function traffic(
  input: Input,
  periods: readonly Period[],
  { open }: Pick<IncidentTimes, 'open'>,
  { traffic: words, page }: Pick<PostMortemWords, 'traffic' | 'page'>,
): Block[] {
  const { language, timeZone, outage, origin } = input;
  const clock = (iso: string) =>
    new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone }).format(new Date(iso));
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  const percent = (value: number) => `${number(value, value < 10 ? 1 : 0)} %`;
  const seconds = (value: number) => `${number(value, value < 1 ? 3 : 1)} s`;
  const phases = phasesOf(origin.began, outage, open, { ...words.phases, page });
  const figure = (caption: string, svg: string): Block[] => (svg === '' ? [] : [{ kind: 'figure', caption, svg }]);
  const drawn = (caption: string, points: readonly Point[], amount: (value: number) => string): Block[] => {
    const start = Date.parse(origin.began) - MINUTE_MS;
    const worst = worstOf(points.filter(({ at }) => Date.parse(at) >= start));
    const before = worstOf(points.filter(({ at }) => Date.parse(at) < start));
    const text =
      worst === undefined
        ? `${caption}: ${words.unknown}`
        : words.worst(
            caption,
            amount(worst.value),
            clock(worst.at),
            before === undefined ? null : amount(before.value),
          );
    return [{ kind: 'text', text }, ...figure(caption, rateFigure(caption, points, phases, { clock, amount }))];
  };
  return [
    ...figure(words.title, trafficFigure(words, periods, phases, clock)),
    ...drawn(words.errors, errorRate(periods), percent),
    ...drawn(
      words.seconds,
      periods.map(({ at, seconds: value }) => ({ at, value })),
      seconds,
    ),
  ];
}

/** Of the shortest period: the one that the harm began in belongs to it. */
const MINUTE_MS = 60_000;

/** Of requests that the application got, in percent; those that got the page are none of them. */
const errorRate = (periods: readonly Period[]): Point[] =>
  periods.map(({ at, served, failed }) => ({
    at,
    value: served + failed === 0 ? null : (failed / (served + failed)) * 100,
  }));

/** The greatest value; undefined: nothing was measured. */
const worstOf = (points: readonly Point[]): { readonly at: string; readonly value: number } | undefined =>
  points
    .flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]))
    .reduce<{ at: string; value: number } | undefined>(
      (worst, one) => (worst === undefined || one.value > worst.value ? one : worst),
      undefined,
    );

/** From when the harm began: until the page, with the page, after it. */
function phasesOf(
  began: string,
  outage: Outage | null,
  open: string,
  names: { readonly harm: string; readonly page: string },
): Phase[] {
  if (outage === null) return [{ from: began, until: open, label: names.harm }];
  const until = outage.until ?? open;
  return [
    ...(outage.since > began ? [{ from: began, until: outage.since, label: names.harm }] : []),
    { from: outage.since, until, label: names.page },
  ];
}
