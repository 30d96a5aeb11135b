import { expect } from 'vitest';

/** An error as workflows and people see it; for `rejects.toMatchObject`, where a bare pattern would fit everything. */
export const told = (name: string, message = /./) => ({ name, message: expect.stringMatching(message) });
