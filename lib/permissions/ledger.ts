import { Fn } from 'aws-cdk-lib';
import { VARIABLES } from '../../lambdas/model/variables.ts';
import { allow } from '../steps/step.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** The ledger: read, searched, written under the lock. */
export class LedgerGrants extends GrantGroup {
  /** The ledger's table. Reading and writing its encrypted items both need its key. */
  private ledger(...operations: ('GetItem' | 'Query' | 'UpdateItem' | 'PutItem' | 'ConditionCheckItem')[]): Grant {
    return {
      environment: { [VARIABLES.ledgerTable]: this.storage.ledger.tableName },
      permissions: [
        allow(
          operations.map((operation) => `dynamodb:${operation}`),
          [this.storage.ledger.tableArn],
        ),
        this.key('dynamodb', 'Decrypt'),
      ],
    };
  }

  get read(): Grant {
    return this.ledger('GetItem');
  }

  /** Looking through earlier releases and rollbacks. */
  get search(): Grant {
    return this.ledger('GetItem', 'Query');
  }

  /** Remembering what has been reported; never under the lock. */
  get noteTold(): Grant {
    return this.ledger('PutItem');
  }

  /** Writing under the lock. A step that has lost it reads who holds it. */
  get act(): Grant {
    return this.ledger('GetItem', 'UpdateItem');
  }

  /** Writing only facts of a record; the lock is checked, not written. */
  get record(): Grant {
    return this.ledger('GetItem', 'UpdateItem', 'ConditionCheckItem');
  }

  /** Taking the lock, with the record of the work. */
  get take(): Grant {
    return this.ledger('GetItem', 'UpdateItem', 'PutItem');
  }

  /** The ledger of the environment in which versions must have been good. Empty without one, and of one elsewhere. */
  get readPromotions(): Grant {
    const { promotedFrom } = this.configuration;
    const elsewhere = this.arns.promotions.some((one) => one.environment === promotedFrom && one.elsewhere);
    if (promotedFrom === undefined || elsewhere) return { permissions: [] };
    return {
      permissions: [
        allow(['dynamodb:Query'], [this.arns.ledgerOf(promotedFrom)]),
        allow(['kms:Decrypt'], [Fn.importValue(`KnownGood-${promotedFrom}-KeyArn`)]),
      ],
    };
  }
}
