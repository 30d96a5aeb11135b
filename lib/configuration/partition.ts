import { RegionInfo } from 'aws-cdk-lib/region-info';

/** Regions that this version of the CDK knows, of every partition. */
export const REGIONS: ReadonlySet<string> = new Set(RegionInfo.regions.map(({ name }) => name));

/** `aws`, `aws-cn`, `aws-us-gov` …: the first part of every ARN in a Region. */
export const partitionOf = (region: string): string => RegionInfo.get(region).partition ?? 'aws';

/** Domain of AWS's own hosts in a Region, as `amazonaws.com`. */
export const domainOf = (region: string): string => RegionInfo.get(region).domainSuffix ?? 'amazonaws.com';
