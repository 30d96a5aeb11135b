import * as v from 'valibot';
import { STANDBYS } from '../../model/standby-mode.ts';
import { filledIn, ifGiven, ownWords, problems, refusal, someText, text, value } from '../problems.ts';
import { workId } from '../work-id.ts';
import type { Input, Output } from './contract.ts';
import { typedSecrets } from './typed-secrets.ts';

const confirmationExample = { confirm: '2.4.0', reason: 'Checked by hand: dashboards are fine' };
const example = { version: '2.4.0', reason: 'Sprint 18: NPS filters', migration: 'none' };

/** Versions become image tags, so they have only the characters of a tag (ECR: up to 128). */
const version = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, 'expected an image tag such as "2.4.0"'),
);

const tasks = 'expected a whole number of tasks from 1 to 1000';
const change = v.strictObject({
  image: v.optional(someText(400)),
  cpu: v.optional(v.pipe(v.string(), v.regex(/^\d{3,5}$/, 'expected CPU units such as "512"'))),
  memory: v.optional(v.pipe(v.string(), v.regex(/^\d{3,6}$/, 'expected MiB such as "1024"'))),
  environment: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable')),
      value(2_000),
    ),
  ),
  desiredCount: v.optional(v.pipe(v.number(), v.integer(tasks), v.minValue(1, tasks), v.maxValue(1_000, tasks))),
});

const request = v.strictObject({
  version,
  reason: ownWords(500),
  requestedBy: ifGiven(v.pipe(text(120), filledIn)),
  commit: ifGiven(v.pipe(text(64), v.regex(/^[0-9a-f]{0,64}$/, 'expected a git commit in hexadecimal'))),
  branch: ifGiven(text(120)),
  kind: v.optional(v.picklist(['software', 'infrastructure']), 'software'),
  impact: ifGiven(v.pipe(text(1_000), filledIn)),
  plan: ifGiven(v.pipe(text(2_000), filledIn)),
  services: v.optional(
    v.pipe(
      v.record(v.string(), change),
      v.check(
        (services) => Object.keys(services).length > 0,
        'is empty: a release of nothing; expected at least one service, or the key left out for all of them',
      ),
    ),
  ),
  migration: v.optional(v.picklist(['none', 'compatible', 'breaking']), 'none'),
  affected: v.optional(v.array(text(60)), []),
  ignoreAlarms: v.optional(v.array(text(255)), []),
  standby: v.optional(v.picklist(STANDBYS)),
  dryRun: v.optional(v.boolean(), false),
  promoteFrom: v.optional(someText(20)),
  despite: v.optional(someText(40)),
});

const confirmation = v.strictObject({
  confirm: someText(128),
  reason: ownWords(500),
  requestedBy: ifGiven(v.pipe(text(120), filledIn)),
});

export type Reading = { readonly ok: true; readonly output: Output } | { readonly ok: false; readonly message: string };

/** Reads a person's request: a release, the confirmation of one, or one message naming every problem. */
export function read(input: Input): Reading {
  const { request: asked } = input;
  if (typeof asked !== 'object' || asked === null || !('confirm' in asked)) return readRelease(input);
  const parsed = v.safeParse(confirmation, asked);
  if (!parsed.success)
    return { ok: false, message: refusal('The confirmation', problems(parsed.issues), confirmationExample) };
  return { ok: true, output: { release: null, confirmation: parsed.output } };
}

function readRelease(input: Input): Reading {
  const parsed = v.safeParse(request, input.request);
  if (!parsed.success) return refused(problems(parsed.issues));
  const asked = parsed.output;
  const { byDefault, lacks } = input.standby ?? { byDefault: 'none', lacks: [] };
  const found = [
    ...unknown(
      Object.keys(asked.services ?? {}),
      input.services.map((s) => s.name),
      'services',
      'service',
    ),
    ...unknown(asked.affected, input.functionalities, 'affected', 'functionality'),
    ...unknown(asked.ignoreAlarms, input.alarms, 'ignoreAlarms', 'alarm'),
    ...foreignImages(asked.services ?? {}, input),
    ...typedSecrets(asked.services ?? {}),
    ...promoted(asked, input.promotions ?? []),
    ...(input.branch !== null && asked.branch !== input.branch
      ? [
          `"branch" is ${asked.branch === null ? 'left out' : `"${asked.branch}"`}; this environment takes releases of "${input.branch}" only`,
        ]
      : []),
    ...(asked.migration !== 'none' &&
    asked.services !== undefined &&
    asked.services[input.migrationService] === undefined
      ? [
          `"migration" is "${asked.migration}" and "services" leaves out "${input.migrationService}", whose new task definition runs the migration; expected it among "services"`,
        ]
      : []),
    ...(asked.standby === 'until-good' && lacks.length > 0
      ? [`"standby" is "until-good"; this environment's configuration lacks ${lacks.join('; ')}`]
      : []),
    ...(asked.kind === 'infrastructure' && (asked.impact === null || asked.plan === null)
      ? ['a release of kind "infrastructure" needs "impact" and "plan", in a sentence or two each']
      : []),
  ];
  if (found.length > 0) return refused(found);
  const moved = input.services.filter((s) => asked.services === undefined || asked.services[s.name] !== undefined);
  return {
    ok: true,
    output: {
      confirmation: null,
      release: {
        id: workId(input.startedAt, input.executionName),
        version: asked.version,
        reason: asked.reason,
        kind: asked.kind,
        migration: asked.migration,
        fenced: asked.migration === 'breaking',
        changes: moved.map((service) => {
          const { image, ...rest } = asked.services?.[service.name] ?? {};
          return {
            service: service.name,
            image: image ?? `${repositoryOf(service, input)}:${asked.version}`,
            ...rest,
          };
        }),
        affected: asked.affected,
        ignoreAlarms: asked.ignoreAlarms,
        standby: asked.standby ?? byDefault,
        dryRun: asked.dryRun,
        ...(asked.promoteFrom !== undefined && { promoteFrom: asked.promoteFrom }),
        ...(asked.despite !== undefined && { despite: asked.despite }),
        requestedBy: asked.requestedBy,
        commit: asked.commit,
        branch: asked.branch,
        impact: asked.impact,
        plan: asked.plan,
        startedAt: input.startedAt,
      },
    },
  };
}

function unknown(asked: readonly string[], known: readonly string[], key: string, noun: string): string[] {
  return asked
    .filter((name) => !known.includes(name))
    .map(
      (name) =>
        `"${key}" names the ${noun} "${name}", which is not configured; expected one of ${known.map((k) => `"${k}"`).join(', ') || 'none'}`,
    );
}

/** A promotion names an environment that is configured, and no image of its own. */
function promoted(
  { promoteFrom, despite, services = {} }: v.InferOutput<typeof request>,
  known: readonly string[],
): string[] {
  if (promoteFrom === undefined)
    return despite === undefined
      ? []
      : [
          '"despite" is given and "promoteFrom" is not; expected both, or neither: it overrides what a promotion is refused for',
        ];
  const images = Object.entries(services).flatMap(([name, { image }]) => (image === undefined ? [] : [name]));
  return [
    ...unknown([promoteFrom], known, 'promoteFrom', 'environment'),
    ...images.map(
      (name) =>
        `"services.${name}.image" is given beside "promoteFrom"; expected one of the two: a promotion takes each image from what "${promoteFrom}" runs`,
    ),
  ];
}

/** Registry and repository of a service's own images. */
const repositoryOf = ({ registry, repository }: Input['services'][number], input: Input): string =>
  `${registry ?? input.registry}/${repository}`;

/** The permissions cover only images of the configured repositories. */
function foreignImages(services: Readonly<Record<string, { image?: string | undefined }>>, input: Input): string[] {
  return Object.entries(services).flatMap(([name, { image }]) => {
    const service = input.services.find((of) => of.name === name);
    if (image === undefined || service === undefined) return [];
    const expected = repositoryOf(service, input);
    return image.startsWith(`${expected}:`) || image.startsWith(`${expected}@`)
      ? []
      : [`"services.${name}.image" is "${image.slice(0, 120)}"; expected an image of ${expected}, by tag or digest`];
  });
}

const refused = (found: readonly string[]): Reading => ({ ok: false, message: refusal('The release', found, example) });
