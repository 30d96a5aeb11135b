/** What the weekly look sends to the function of every step: it answers, and does nothing. */
export const AWAKE = { awake: true } as const;

/** Whether a step was invoked for nothing but its answer. */
export const onlyWhetherAwake = (input: unknown): boolean =>
  typeof input === 'object' && input !== null && Object.keys(input).join() === 'awake';
