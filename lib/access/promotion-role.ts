import { AccountPrincipal, CompositePrincipal, PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns, promotionRole } from '../naming/arns.ts';
import { allow } from '../steps/step.ts';

/**
 * What environments of other accounts take on to read what this one publishes, and may do nothing else with. Whom of theirs
 * it lets, each of those accounts says by its own policies.
 */
export class PromotionRole extends Construct {
  constructor(scope: Construct, configuration: CheckedConfiguration) {
    super(scope, 'Promotion');
    const { name, region, promotion } = configuration;
    new Role(this, 'Role', {
      roleName: promotionRole(name, region),
      assumedBy: new CompositePrincipal(...promotion.to.map((account) => new AccountPrincipal(account))),
      inlinePolicies: {
        ReadWhatIsPublished: new PolicyDocument({
          statements: [allow(['ssm:GetParameters'], new Arns(configuration).published(name))],
        }),
      },
    });
  }
}
