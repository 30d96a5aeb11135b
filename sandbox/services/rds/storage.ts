import { WireError } from '../../kernel/wire-error.ts';

/** gp3 of PostgreSQL takes IOPS and throughput of its own only from this size on, in GiB. */
const PROVISIONABLE_GP3_GIB = 400;

export interface StorageAsked {
  readonly StorageType: string;
  readonly Iops: number | undefined;
  readonly StorageThroughput: number | undefined;
  /** GiB. */
  readonly AllocatedStorage: number;
}

/**
 * What RDS refuses of storage: io1 and io2 without IOPS, small gp3 with any
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html, StorageType;
 * the second message: https://github.com/pulumi/pulumi-aws-native/issues/968).
 */
export function refuseStorage({ StorageType, Iops, StorageThroughput, AllocatedStorage }: StorageAsked): void {
  if ((StorageType === 'io1' || StorageType === 'io2') && Iops === undefined)
    throw new WireError(
      'InvalidParameterCombination',
      `A value for the IOPS parameter is required for the storage type ${StorageType}.`,
    );
  const asked = Iops !== undefined || StorageThroughput !== undefined;
  if (StorageType === 'gp3' && asked && AllocatedStorage < PROVISIONABLE_GP3_GIB)
    throw new WireError(
      'InvalidParameterCombination',
      `You can't specify IOPS or storage throughput for engine postgres and a storage size less than ${PROVISIONABLE_GP3_GIB}.`,
    );
}

/** IOPS and MiB a second that RDS gives where none are asked for; gp3 has four times as many IOPS from 400 GiB on. */
export function baseline(type: string, gib: number): { readonly Iops?: number; readonly StorageThroughput?: number } {
  if (type === 'gp2') return { Iops: Math.max(100, gib * 3) };
  if (type !== 'gp3') return {};
  return gib < PROVISIONABLE_GP3_GIB
    ? { Iops: 3_000, StorageThroughput: 125 }
    : { Iops: 12_000, StorageThroughput: 500 };
}
