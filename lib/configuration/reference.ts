import { Fn } from 'aws-cdk-lib';
import type { Reference } from './schema.ts';

/** The value itself, or the CloudFormation export of that name, read when it deploys. */
export const resolve = (value: Reference): string => (typeof value === 'string' ? value : Fn.importValue(value.export));
