import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { check } from './configuration/check.ts';
import type { EnvironmentConfiguration } from './configuration/schema.ts';
import { ControlPlane } from './control-plane.ts';

/** A configuration, and what a stack takes besides. */
export interface ControlPlaneStackProps extends StackProps {
  readonly configuration: EnvironmentConfiguration;
  /** Where the configuration comes from, for messages. */
  readonly file: string;
}

/** A stack that holds the control plane of one environment and nothing else: what each file of `config/` becomes. */
export class ControlPlaneStack extends Stack {
  /** What it holds. */
  readonly controlPlane: ControlPlane;

  constructor(scope: Construct, { configuration, file, ...props }: ControlPlaneStackProps) {
    const { account, region, ...rest } = configuration;
    const { name } = check(configuration, file);
    super(scope, `KnownGood-${name}`, {
      env: { account, region },
      description: `knowngood: releases and rollbacks of the environment ${name}`,
      terminationProtection: true,
      // A template has a limit in bytes, and blanks count.
      suppressTemplateIndentation: true,
      ...props,
    });
    // The CDK leaves "Default" out of logical ids: they are those of a stack without the construct in between.
    this.controlPlane = new ControlPlane(this, 'Default', { ...rest, source: file });
  }
}
