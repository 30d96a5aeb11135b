import { FunctionUrlAuthType, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/**
 * The address at which people ask for what needs a second person, and confirm it. Lambda verifies who signs, and tells the function:
 * nobody without the policies for it comes through (https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html).
 */
export class SecondPersonUrl extends Construct {
  readonly url: string;

  constructor(scope: Construct, secondPerson: IFunction) {
    super(scope, 'SecondPersonUrl');
    this.url = secondPerson.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }).url;
  }
}
