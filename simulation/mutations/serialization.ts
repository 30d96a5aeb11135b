import { inFile, type Patch } from './patch.ts';

/** A deliberate mutation that a call shows only when it is serialized: a service model takes an object as it comes. */
export interface SerializationMutation {
  readonly name: string;
  readonly patches: readonly Patch[];
}

export const SERIALIZATION: readonly SerializationMutation[] = [
  {
    name: 'the ledger is given a Date, which has no form in DynamoDB',
    patches: [
      inFile('lambdas/ledger/take.ts').replace(
        "[['since'], taking.now],",
        "[['since'], new Date(taking.now) as never],",
      ),
    ],
  },
  {
    name: 'closing empties the intents with a Set, and DynamoDB has no empty set',
    patches: [inFile('lambdas/ledger/close.ts').replace("[['intents'], {}],", "[['intents'], new Set()],")],
  },
];
