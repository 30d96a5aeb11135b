import type { Patch } from './patch.ts';

/** A deliberate mutation that a call shows only when it is serialized: a service model takes an object as it comes. */
export interface WireMutation {
  readonly name: string;
  readonly patches: readonly Patch[];
}

export const WIRE_MUTATIONS: readonly WireMutation[] = [
  {
    name: 'the ledger is given a Date, which has no form in DynamoDB',
    patches: [
      {
        file: 'lambdas/ledger/take.ts',
        find: "[['since'], taking.now],",
        replace: "[['since'], new Date(taking.now) as never],",
      },
    ],
  },
  {
    name: 'closing empties the intents with a Set, and DynamoDB has no empty set',
    patches: [{ file: 'lambdas/ledger/close.ts', find: "[['intents'], {}],", replace: "[['intents'], new Set()]," }],
  },
];
