import type { Call } from '../calls/call.ts';
import type { SecretPointer } from './secret-pointer.ts';
import { PARAMETERS } from './survey-platform.ts';

const PARAMETER = PARAMETERS.databaseHost;

/** Where a pointer can be read behind everybody's back. */
interface Stores {
  readonly ssm: { valueOf(name: string): string };
  readonly secrets: { valueOf(id: string): string };
}

/** Where the application finds its database in a world: a parameter, or a field of its secret. */
export class Pointer {
  private readonly stores: Stores;
  private readonly inSecret: SecretPointer | undefined;

  constructor(stores: Stores, inSecret: SecretPointer | undefined) {
    this.stores = stores;
    this.inSecret = inSecret;
  }

  get value(): string {
    return this.inSecret === undefined
      ? this.stores.ssm.valueOf(PARAMETER)
      : String(this.fields()[this.inSecret.field]);
  }

  /** What a person would call to write it. */
  writing(value: string): readonly [service: string, operation: string, input: object] {
    if (this.inSecret === undefined) return ['ssm', 'PutParameter', { Name: PARAMETER, Value: value, Overwrite: true }];
    const { secret, field } = this.inSecret;
    const SecretString = JSON.stringify({ ...this.fields(), [field]: value });
    return ['secretsmanager', 'PutSecretValue', { SecretId: secret, SecretString }];
  }

  isWrittenBy({ operation, input }: Call): boolean {
    const { Name, SecretId } = input as { Name?: string; SecretId?: string };
    return this.inSecret === undefined
      ? operation === 'PutParameter' && Name === PARAMETER
      : operation === 'PutSecretValue' && SecretId === this.inSecret.secret;
  }

  private fields(): Record<string, unknown> {
    return JSON.parse(this.stores.secrets.valueOf(this.inSecret?.secret ?? '')) as Record<string, unknown>;
  }
}
