import type { PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { allowedOnEverything } from './allowed.ts';

/** A known finding that stays, with the reason: the ARN's form, or the condition that limits it instead. */
export interface Acknowledgement {
  /** Rule, for IAM5 with its finding, as `plain` writes it. */
  readonly finding: RegExp;
  /** Constructs with the finding, by path below the control plane or stack. */
  readonly on: RegExp;
  /**
   * Every action that the policy may allow on every resource, as `allowedOnEverything` writes it. Any other set is not
   * acknowledged.
   */
  readonly actions?: readonly string[];
  /** Actions that the configuration adds to these, all of them or none. */
  readonly also?: readonly string[];
  readonly reason: string;
}

/**
 * Runs cdk-nag's AwsSolutions at every synthesis; an unacknowledged finding stops it. cdk-nag matches acknowledgements by
 * the exact text of a finding, account and Region included; these hold for every environment. An acknowledgement that
 * matches nothing is only a warning, since an environment need not have everything (a test allows none in ours).
 */
export class SolutionsChecks extends AwsSolutionsChecks {
  private readonly acknowledgements: readonly Acknowledgement[];

  constructor(scope: IConstruct, acknowledgements: readonly Acknowledgement[]) {
    super(scope);
    this.acknowledgements = acknowledgements;
  }

  override validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const { violations } = super.validateScope(scope);
    const used = new Set<Acknowledgement>();
    const left = violations.flatMap((violation): PolicyViolation[] => {
      const open = violation.violatingResources.filter(({ constructPath = '' }) => {
        const found = this.acknowledgements.filter(
          ({ finding, on, actions, also }) =>
            finding.test(plain(violation.ruleName)) &&
            on.test(belowStack(constructPath)) &&
            (actions === undefined || isOneOf(allowedOnEverything(scope.node.root, constructPath), actions, also)),
        );
        for (const acknowledgement of found) used.add(acknowledgement);
        return found.length === 0;
      });
      return open.length === 0 ? [] : [{ ...violation, violatingResources: open }];
    });
    const needless = this.acknowledgements.filter((acknowledgement) => !used.has(acknowledgement));
    const warnings = needless.map(({ finding, on, reason }) => ({
      ruleName: 'needless-acknowledgement',
      description: `Nothing is found that ${finding} on ${on} acknowledges: ${reason}`,
      severity: 'warning',
      violatingResources: [{ constructPath: scope.node.path, locations: [] }],
    }));
    return { success: left.length === 0, violations: [...left, ...warnings] };
  }
}

/** ARNs without account and Region, and without the environment's name. */
export const plain = (finding: string): string =>
  finding
    .replace(/arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:\d*:/g, '$1:')
    .replace(
      /\bknowngood-[a-z0-9-]+?-(release|rollback|decision|settle|standby|wake|backup-drill)\b/g,
      'knowngood-<environment>-$1',
    );

const isOneOf = (found: readonly string[], actions: readonly string[], also: readonly string[] = []): boolean =>
  same(found, actions) || same(found, [...actions, ...also].sort());

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

/** Path below the control plane, which stands in a stack of its own as "Default". */
const belowStack = (path: string): string =>
  path
    .split('/')
    .slice(1)
    .join('/')
    .replace(/^Default\//, '');
