/**
 * A request to a function URL with IAM authorization, in format 2.0
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). Only what is read.
 */
export interface Input {
  readonly requestContext: {
    readonly requestId: string;
    /** Milliseconds since 1970: the only clock. */
    readonly timeEpoch: number;
    readonly domainName: string;
    readonly http: { readonly method: string };
    /** Who signed, as Lambda has verified it; absent of an address that anybody may call. */
    readonly authorizer?: { readonly iam?: { readonly userArn?: string } };
  };
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** What Lambda answers with. */
export interface Output {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON of `Answered` or `Refused`. */
  readonly body: string;
}

export type Answered =
  | { readonly asked: string; readonly by: string; readonly expiresAt: string }
  | { readonly confirmed: string; readonly by: string; readonly execution: string };

export interface Refused {
  readonly error: string;
  readonly message: string;
}
