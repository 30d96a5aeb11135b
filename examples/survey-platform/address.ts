import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';

/**
 * How users reach the application.
 * - `plain-http`: port 80 of the load balancer's own name; whoever sits in between reads and changes everything
 * - with a certificate of yours: it must be of `host` and `helpHost`, whose DNS records you make
 * - with a hosted zone: certificate and records are made in it
 */
export type SurveyAddress =
  | { readonly kind: 'plain-http' }
  | ({ readonly kind: 'certificate'; readonly certificateArn: string } & Hosts)
  | ({ readonly kind: 'zone'; readonly zoneId: string; readonly zoneName: string } & Hosts);

interface Hosts {
  readonly host: string;
  /** Of the help center, on the same listener. */
  readonly helpHost: string;
}

/** Host of the help center where nothing else is said. */
export const HELP_HOST = 'ajuda.pesquisas.example';

export const helpHostOf = (address: SurveyAddress): string =>
  address.kind === 'plain-http' ? HELP_HOST : address.helpHost;

/** The listener that users reach. With TLS the one of port 80 only sends them there. */
export function listenerOf(
  scope: Construct,
  loadBalancer: elb.ApplicationLoadBalancer,
  address: SurveyAddress,
): { readonly listener: elb.ApplicationListener; readonly url: string } {
  if (address.kind === 'plain-http')
    return {
      listener: loadBalancer.addListener('Http', { port: 80, open: true }),
      url: `http://${loadBalancer.loadBalancerDnsName}`,
    };
  loadBalancer.addListener('Http', {
    ...{ port: 80, open: true },
    defaultAction: elb.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
  });
  const listener = loadBalancer.addListener('Https', {
    port: 443,
    open: true,
    certificates: [certificateOf(scope, loadBalancer, address)],
    sslPolicy: elb.SslPolicy.RECOMMENDED_TLS,
  });
  return { listener, url: `https://${address.host}` };
}

function certificateOf(
  scope: Construct,
  loadBalancer: elb.ApplicationLoadBalancer,
  address: Exclude<SurveyAddress, { kind: 'plain-http' }>,
): elb.IListenerCertificate {
  if (address.kind === 'certificate') return elb.ListenerCertificate.fromArn(address.certificateArn);
  const { host, helpHost } = address;
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: address.zoneId,
    zoneName: address.zoneName,
  });
  const target = RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer));
  for (const [id, recordName] of Object.entries({ Record: host, HelpRecord: helpHost }))
    new ARecord(scope, id, { zone, target, recordName });
  return new Certificate(scope, 'Certificate', {
    domainName: host,
    subjectAlternativeNames: [helpHost],
    validation: CertificateValidation.fromDns(zone),
  });
}
