import { VARIABLES } from '../../lambdas/model/variables.ts';
import { resolve } from '../configuration/reference.ts';
import { allow } from '../steps/step.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** Around the services: alarms, rules of the load balancer, the bypass, parameters. */
export class SurroundingGrants extends GrantGroup {
  get describeAlarms(): Grant {
    return { permissions: [allow(['cloudwatch:DescribeAlarms'], ['*'])] };
  }

  /** For composite alarms AWS needs the permission on every alarm. */
  get readAlarmHistory(): Grant {
    return { permissions: [allow(['cloudwatch:DescribeAlarmHistory'], ['*'])] };
  }

  get describeRules(): Grant {
    return { permissions: [allow(['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTags'], ['*'])] };
  }

  /** Whether the load balancer has room for our rules: it may have so many on all its listeners. */
  get countRules(): Grant {
    return {
      permissions: [
        allow(['elasticloadbalancing:DescribeAccountLimits', 'elasticloadbalancing:DescribeListeners'], ['*']),
      ],
    };
  }

  /** What environments publish that releases are promoted from; in other accounts by their roles. Empty without any. */
  get readPublished(): Grant {
    const { promotions } = this.arns;
    const here = promotions.filter(({ role }) => role === null);
    const there = promotions.flatMap(({ role }) => role ?? []);
    return {
      permissions: [
        ...(here.length === 0
          ? []
          : [
              allow(
                ['ssm:GetParameters'],
                here.flatMap(({ environment, region }) => this.arns.published(environment, region)),
              ),
            ]),
        ...(there.length === 0 ? [] : [allow(['sts:AssumeRole'], there)]),
      ],
    };
  }

  get bypass(): Grant {
    return {
      environment: { [VARIABLES.bypassSecret]: this.storage.bypass.secretArn },
      permissions: this.secret(['GetSecretValue'], this.storage.bypass.secretArn, this.storage.key.keyArn),
    };
  }

  /**
   * Customer keys of parameters that are put back: their old value is decrypted and encrypted again. Advanced parameters
   * need a data key.
   */
  get parameterKeys(): Grant {
    const { configurationKeys, region } = this.configuration;
    if (configurationKeys.length === 0) return { permissions: [] };
    const through = { StringEquals: { 'kms:ViaService': `ssm.${region}.amazonaws.com` } };
    return {
      permissions: [
        allow(['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], configurationKeys.map(resolve), through),
      ],
    };
  }
}
