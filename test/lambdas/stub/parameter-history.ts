import { ParameterNotFound } from '@aws-sdk/client-ssm';
import { aws } from './aws.ts';

/** Parameter Store with every version, as GetParameterHistory shows them. */
export class ParameterHistory {
  readonly keys: Record<string, string> = {};
  readonly tiers: Record<string, 'Standard' | 'Advanced'> = {};
  private readonly now: string;
  private readonly versions: Record<string, { readonly value: string; readonly at: string }[]> = {};

  /** @param now when a step writes */
  constructor(now: string) {
    this.now = now;
  }

  put(name: string, value: string, at: string): void {
    this.versions[name] = [...(this.versions[name] ?? []), { value, at }];
  }

  values(name: string): string[] {
    return (this.versions[name] ?? []).map(({ value }) => value);
  }

  play(): void {
    aws.on('ssm', {
      GetParameters: ({ Names = [] }) => {
        if (Names.length > 10) throw new Error('GetParameters takes ten names.');
        const found = Names.filter((name) => this.versions[name] !== undefined);
        return { Parameters: found.map((Name) => ({ Name, Version: this.versions[Name]?.length })) };
      },
      // One version a page: whoever reads the first alone misses the newest.
      GetParameterHistory: ({ Name = '', NextToken = '0' }) => {
        const versions = this.versions[Name];
        if (versions === undefined)
          throw new ParameterNotFound({ message: `Parameter ${Name} not found.`, $metadata: {} });
        const next = Number(NextToken) + 1;
        const [version] = versions.slice(next - 1, next);
        const KeyId = this.keys[Name];
        return {
          Parameters: [
            {
              Name,
              Version: next,
              Value: version?.value,
              LastModifiedDate: new Date(version?.at ?? 0),
              Tier: this.tiers[Name] ?? 'Standard',
              ...(KeyId === undefined ? {} : { KeyId }),
            },
          ],
          ...(next < versions.length ? { NextToken: String(next) } : {}),
        };
      },
      PutParameter: ({ Name = '', Value = '' }) => {
        this.put(Name, Value, this.now);
        return {};
      },
    });
  }
}
