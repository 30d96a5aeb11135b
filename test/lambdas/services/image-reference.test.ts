import { describe, expect, it } from 'vitest';
import { parseImage, withDigest } from '../../../lambdas/services/image-reference.ts';
import { digest } from '../stub/definitions.ts';

const OWN = '111122223333.dkr.ecr.sa-east-1.amazonaws.com';
const at = (account: string, region: string, repository: string) => ({ account, region, repository });

describe('an image reference', () => {
  it.each([
    [`${OWN}/cx/api:2.4.0`, `${OWN}/cx/api`, '2.4.0', null, at('111122223333', 'sa-east-1', 'cx/api')],
    [`${OWN}/api@${digest('a')}`, `${OWN}/api`, null, digest('a'), at('111122223333', 'sa-east-1', 'api')],
    [`${OWN}/api:2@${digest('a')}`, `${OWN}/api`, '2', digest('a'), at('111122223333', 'sa-east-1', 'api')],
    [`${OWN}/api`, `${OWN}/api`, null, null, at('111122223333', 'sa-east-1', 'api')],
    [
      '999988887777.dkr.ecr.us-east-1.amazonaws.com/x:1',
      '999988887777.dkr.ecr.us-east-1.amazonaws.com/x',
      '1',
      null,
      at('999988887777', 'us-east-1', 'x'),
    ],
    [
      '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/x:1',
      '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/x',
      '1',
      null,
      at('111122223333', 'cn-north-1', 'x'),
    ],
    [
      '111122223333.dkr-ecr.eu-west-1.on.aws/x:1',
      '111122223333.dkr-ecr.eu-west-1.on.aws/x',
      '1',
      null,
      at('111122223333', 'eu-west-1', 'x'),
    ],
    ['public.ecr.aws/datadog/agent:7', 'public.ecr.aws/datadog/agent', '7', null, null],
    ['nginx', 'nginx', null, null, null],
    ['nginx:latest', 'nginx', 'latest', null, null],
    ['localhost:5000/app:1', 'localhost:5000/app', '1', null, null],
    ['localhost:5000/app', 'localhost:5000/app', null, null, null],
  ])('%s', (image, name, tag, by, ecr) => {
    expect(parseImage(image)).toEqual({ name, tag, digest: by, ecr });
    expect(withDigest(image, digest('c'))).toBe(`${name}@${digest('c')}`);
  });

  it.each([
    'no reference at all',
    '…',
    '',
    'app:',
    'app:a:b',
    'app@sha256:short',
    `app@${digest('a')}@${digest('a')}`,
    'app:1;rm -rf',
    `${OWN}/a b:1`,
  ])('is not "%s"', (image) => {
    expect(parseImage(image)).toBeNull();
    expect(withDigest(image, digest('a'))).toBeNull();
  });
});
