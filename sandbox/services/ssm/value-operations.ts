import type * as ssm from '@aws-sdk/client-ssm';
import type { Operations } from '../../kernel/operation.ts';
import { decryption, onParameter } from './checks.ts';
import { describeParameter } from './describe.ts';
import type { SsmState } from './state.ts';

/** Operations that read values. */
export const valueOperations = (state: SsmState): Operations<typeof ssm> => ({
  GetParameter: {
    access: ({ Name = '', WithDecryption }, call) =>
      onParameter(state, 'GetParameter', Name, call, decryption(WithDecryption)),
    handle({ Name = '', WithDecryption }) {
      const { parameter, version } = state.find(Name);
      return { Parameter: describeParameter(state, parameter, version, WithDecryption) };
    },
  },

  GetParameters: {
    access: ({ Names = [], WithDecryption }, call) =>
      Names.flatMap((name) => onParameter(state, 'GetParameters', name, call, decryption(WithDecryption))),
    handle({ Names = [], WithDecryption }) {
      const found: ssm.Parameter[] = [];
      const invalid: string[] = [];
      for (const name of Names) {
        try {
          const { parameter, version } = state.find(name);
          found.push(describeParameter(state, parameter, version, WithDecryption));
        } catch {
          invalid.push(name);
        }
      }
      return { Parameters: found, InvalidParameters: invalid };
    },
  },

  GetParametersByPath: {
    access: ({ Path = '', WithDecryption }, call) =>
      onParameter(state, 'GetParametersByPath', Path.replace(/\/$/, ''), call, decryption(WithDecryption)),
    handle({ Path = '', Recursive, WithDecryption }) {
      const prefix = `${Path.replace(/\/$/, '')}/`;
      const below = [...state.parameters.values()].filter(
        ({ name }) => name.startsWith(prefix) && (Recursive === true || !name.slice(prefix.length).includes('/')),
      );
      return {
        Parameters: below.flatMap((parameter) =>
          parameter.versions.slice(-1).map((version) => describeParameter(state, parameter, version, WithDecryption)),
        ),
      };
    },
  },

  GetParameterHistory: {
    access: ({ Name = '', WithDecryption }, call) =>
      onParameter(state, 'GetParameterHistory', Name, call, decryption(WithDecryption)),
    handle({ Name = '', WithDecryption }) {
      const { parameter } = state.find(Name);
      return {
        Parameters: parameter.versions.map((version) => ({
          ...describeParameter(state, parameter, version, WithDecryption),
          LastModifiedUser: version.by,
          Tier: parameter.tier,
          ...(parameter.key === undefined ? {} : { KeyId: parameter.key }),
        })),
      };
    },
  },
});
