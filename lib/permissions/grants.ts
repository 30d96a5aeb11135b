import type { CheckedConfiguration } from '../configuration/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { DatabaseGrants } from './database.ts';
import { LedgerGrants } from './ledger.ts';
import { PeopleGrants } from './people.ts';
import { ScheduleGrants } from './schedules.ts';
import { ServiceGrants } from './services.ts';
import { SurroundingGrants } from './surroundings.ts';
import { WorkflowGrants } from './workflows.ts';

/** The grants that several steps share, by subject. */
export class Grants {
  readonly ledger: LedgerGrants;
  readonly database: DatabaseGrants;
  readonly services: ServiceGrants;
  readonly schedules: ScheduleGrants;
  readonly surroundings: SurroundingGrants;
  readonly workflows: WorkflowGrants;
  readonly people: PeopleGrants;

  constructor(configuration: CheckedConfiguration, storage: Storage) {
    this.ledger = new LedgerGrants(configuration, storage);
    this.database = new DatabaseGrants(configuration, storage);
    this.services = new ServiceGrants(configuration, storage);
    this.schedules = new ScheduleGrants(configuration, storage);
    this.surroundings = new SurroundingGrants(configuration, storage);
    this.workflows = new WorkflowGrants(configuration, storage);
    this.people = new PeopleGrants(configuration, storage);
  }
}
