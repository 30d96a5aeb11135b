/** An error with the marks the SDK puts on a service's answer. */
export function serviceError(name: string, message: string, status: number, more: object = {}): Error {
  const error = new Error(message);
  error.name = name;
  return Object.assign(error, {
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status, attempts: 1 },
    ...more,
  });
}

/** A model's own error, as a client would give it to its caller. */
export function asAnswered(thrown: unknown): Error {
  const error = thrown as Error & { status?: number; $fault?: string };
  if (error.$fault !== undefined || error.status === undefined) return error;
  return serviceError(error.name, error.message, error.status);
}

export const throttled = (): Error =>
  serviceError('ThrottlingException', 'Rate exceeded', 400, { $retryable: { throttling: true } });
export const failed = (): Error => serviceError('InternalFailure', 'The request processing has failed', 500);
export const denied = (role: string, operation: string): Error =>
  serviceError(
    'AccessDeniedException',
    `User: ${role} is not authorized to perform: ${operation} because of an explicit deny in a service control policy`,
    403,
  );
export const timedOut = (): Error =>
  Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET', $metadata: {} });
