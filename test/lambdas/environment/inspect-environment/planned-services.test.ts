import { describe, expect, it } from 'vitest';
import { plannedServices } from '../../../../lambdas/environment/inspect-environment/planned-services.ts';
import type { ServiceChange } from '../../../../lambdas/model/release.ts';
import { SERVICES } from '../../records.ts';

const definition = {
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    { name: 'sidecar', environment: [{ name: 'LOG_LEVEL', value: 'debug' }] },
    { name: 'app', image: 'survey:1', environment: [{ name: 'LOG_LEVEL', value: 'info' }] },
  ],
};
const digest = `sha256:${'a'.repeat(64)}`;
const before = {
  services: new Map([['web', { desiredCount: 2 }]]),
  definitions: new Map([['web', definition]]),
  running: new Map([['web', { app: digest }]]),
  images: new Map([['survey:2', 'survey@sha256:b']]),
};
const of = (change: Partial<ServiceChange> = {}, known: Partial<typeof before> = {}) =>
  plannedServices([{ service: 'web', image: 'survey:2', ...change }], SERVICES, { ...before, ...known })[0];
const untouched = { cpu: null, memory: null, desiredCount: null, environment: { added: [], changed: [] } };

describe('what a release does to a service', () => {
  it('is its image alone where nothing else is asked, by digest before and after', () => {
    expect(of()).toEqual({ service: 'web', image: { from: `survey@${digest}`, to: 'survey@sha256:b' }, ...untouched });
  });

  it('is what differs from now', () => {
    expect(of({ cpu: '512', memory: '512', desiredCount: 3 })).toMatchObject({
      cpu: { from: '256', to: '512' },
      memory: null,
      desiredCount: { from: 2, to: 3 },
    });
  });

  it('tells names of the environment and never a value, of its own container', () => {
    const environment = { ZONE: 'a-value', LOG_LEVEL: 'debug', FLAG: 'another-value' };
    expect(of({ environment })?.environment).toEqual({ added: ['FLAG', 'ZONE'], changed: ['LOG_LEVEL'] });
    expect(JSON.stringify(of({ environment }))).not.toMatch(/value|debug/);
    expect(of({ environment: { LOG_LEVEL: 'info' } })?.environment).toEqual({ added: [], changed: [] });
  });

  it('is what was asked for, where nobody knows more', () => {
    const known = { services: new Map(), definitions: new Map(), running: new Map(), images: new Map() };
    expect(of({ cpu: '512' }, known)).toEqual({
      ...{ service: 'web', ...untouched },
      image: { from: null, to: 'survey:2' },
      cpu: { from: null, to: '512' },
    });
  });
});
