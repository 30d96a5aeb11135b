/** An environment variable the stack gives the function; its absence is a mistake of the stack, told as such. */
export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(
      `The function has no environment variable ${name}; the control plane's stack must set it. Deploy it again.`,
    );
  }
  return value;
}
