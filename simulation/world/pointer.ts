import type { Call } from '../calls/history.ts';
import type { SecretPointer } from './secret-pointer.ts';
import type { World } from './world.ts';

/** Name of the parameter that the configuration names as the pointer. */
export const PARAMETER = '/survey/database/host';

/** Where the application finds its database in a world: a parameter, or a field of its secret. */
export class Pointer {
  private readonly world: World;
  private readonly inSecret: SecretPointer | undefined;

  constructor(world: World, inSecret: SecretPointer | undefined) {
    this.world = world;
    this.inSecret = inSecret;
  }

  get value(): string {
    return this.inSecret === undefined ? this.world.ssm.valueOf(PARAMETER) : String(this.fields()[this.inSecret.field]);
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
    return JSON.parse(this.world.secrets.valueOf(this.inSecret?.secret ?? '')) as Record<string, unknown>;
  }
}
