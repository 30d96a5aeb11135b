/** Inputs and outputs of the S3 operations, by name, as `rest-xml.ts` reads and writes them. */
export interface S3Shapes {
  readonly ListBuckets: {
    readonly input: object;
    readonly output: { readonly Buckets: readonly { readonly Name: string; readonly CreationDate: Date }[] };
  };
  readonly HeadBucket: { readonly input: InBucket; readonly output: object };
  readonly GetBucketLocation: {
    readonly input: InBucket;
    readonly output: { readonly LocationConstraint: string };
  };
  readonly ListObjectsV2: { readonly input: Listing; readonly output: Listed };
  readonly PutObject: {
    readonly input: ObjectAt & {
      readonly Body: Buffer;
      readonly ContentType: string | undefined;
      /** `*`: only where there is no object of that key. */
      readonly IfNoneMatch: string | undefined;
    };
    readonly output: { readonly ETag: string; readonly VersionId: string };
  };
  readonly GetObject: { readonly input: ObjectAt; readonly output: ObjectFacts & { readonly Body: Buffer } };
  readonly HeadObject: { readonly input: ObjectAt; readonly output: ObjectFacts };
}

interface InBucket {
  readonly Bucket: string;
}

interface ObjectAt extends InBucket {
  readonly Key: string;
}

export interface Listing extends InBucket {
  readonly Prefix: string | undefined;
  readonly Delimiter: string | undefined;
  /** Lists what comes after this key. */
  readonly StartAfter: string | undefined;
  readonly MaxKeys: number | undefined;
}

export interface Listed {
  readonly Name: string;
  readonly Prefix: string;
  readonly Delimiter: string | undefined;
  readonly Contents: readonly {
    readonly Key: string;
    readonly Size: number;
    readonly LastModified: Date;
    readonly ETag: string;
  }[];
  readonly CommonPrefixes: readonly { readonly Prefix: string }[];
  /** There is more after this key. */
  readonly NextContinuationToken: string | undefined;
}

export interface ObjectFacts {
  readonly ETag: string;
  readonly ContentLength: number;
  readonly LastModified: Date;
  readonly ContentType: string;
}
