import { beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import {
  Configured,
  OTHER_CONFIGURATIONS,
  type OtherConfiguration,
} from '../../../simulation/world/other-configurations.ts';
import { definitionsIn, grantedIn, type Resources, synthesizedWith } from './synthesized.ts';

const FIRST =
  'arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener/app/survey/1234567890abcdef/0000000000000001';
const SECOND =
  'arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener/app/survey/1234567890abcdef/0000000000000002';

const http = { name: 'http', arn: FIRST, url: 'http://127.0.0.1:8080' };
const base: EnvironmentConfiguration = { ...sandbox, listeners: [http] };
/** What each says of the configuration. */
const SAYS: Readonly<Record<OtherConfiguration, Partial<EnvironmentConfiguration>>> = {
  'pointer-in-its-paths': { configurationPaths: ['/survey/'] },
  'ordered-services': {
    services: sandbox.services.map((service) => (service.kind === 'web' ? { ...service, order: 2 } : service)),
  },
  'two-listeners': { listeners: [http, { name: 'second', arn: SECOND, url: 'http://127.0.0.1:8081' }] },
};

describe('the simulation’s template of another configuration', () => {
  let [plain, other]: Resources[] = [];
  beforeAll(() => {
    plain = synthesizedWith(base);
    other = synthesizedWith(Object.assign({}, base, ...Object.values(SAYS)));
  }, 120_000);
  const all = new Configured(OTHER_CONFIGURATIONS, { firstListener: FIRST, secondListener: SECOND });

  it('has the very states that it synthesizes', () => {
    const changed = definitionsIn(plain ?? {}).map((text) => all.definition(text));
    expect(changed).toEqual(definitionsIn(other ?? {}));
  });

  it.each(OTHER_CONFIGURATIONS)('%s changes something of its own', (kind) => {
    const one = new Configured([kind], { firstListener: FIRST, secondListener: SECOND });
    const changed = definitionsIn(plain ?? {}).map((text) => one.definition(text));
    expect(changed).not.toEqual(definitionsIn(plain ?? {}));
    expect(changed).not.toEqual(definitionsIn(other ?? {}));
  });

  it('grants the very actions', () => {
    const changed = grantedIn(plain ?? {}, (type, properties) => all.change(type, properties as never));
    expect(changed).not.toEqual(grantedIn(plain ?? {}));
    expect(changed).toEqual(grantedIn(other ?? {}));
  });
});
