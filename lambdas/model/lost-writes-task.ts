/** Variables of the container that exports lost rows. None holds a secret, only its ARN. */
export const EXPORTS = {
  /** Given by whoever starts the task. */
  rollback: 'ROLLBACK',
  /** The same, where a person went back over several releases. */
  release: 'RELEASE',
  /** Of the task definition. */
  environment: 'ENVIRONMENT',
  secret: 'SECRET',
  database: 'DATABASE',
  tls: 'TLS',
  bucket: 'BUCKET',
} as const;

/** Folder of the bucket that the task writes to, and nowhere else. */
export const LOST_WRITES_FOLDER = 'lost-writes';
/** Name of its container. */
export const LOST_WRITES_CONTAINER = 'lost-writes';
