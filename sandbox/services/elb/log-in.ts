import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';

/** The cookie by which ALB knows who has logged in; the sandbox plays no identity provider, so nobody ever has. */
export const SESSION_COOKIE = 'AWSELBAuthSessionCookie';

/**
 * What ALB answers to who has not logged in: to the provider, "unauthorized", or nothing of its own
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html).
 */
export function logIn(action: Action | undefined): { readonly status: number; readonly location?: string } | undefined {
  const config = action?.AuthenticateOidcConfig ?? action?.AuthenticateCognitoConfig;
  if (config === undefined || config.OnUnauthenticatedRequest === 'allow') return undefined;
  if (config.OnUnauthenticatedRequest === 'deny') return { status: 401 };
  const provider =
    'AuthorizationEndpoint' in config
      ? config.AuthorizationEndpoint
      : `https://${'UserPoolDomain' in config ? config.UserPoolDomain : ''}/oauth2/authorize`;
  return { status: 302, location: `${provider}?response_type=code` };
}
