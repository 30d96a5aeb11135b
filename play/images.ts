import { fileURLToPath } from 'node:url';
import type { PushedImage } from '../sandbox/services/ecr/image.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../examples/survey-platform/${name}`, import.meta.url));

/** The example's images, as `docker build` would make them: the survey platform's with `--build-arg VERSION=…`. */
export const surveyImages: readonly PushedImage[] = [
  ...['1.0.0', '1.1.0', '2.0.0'].map((tag) => ({
    repository: 'survey-platform',
    tag,
    folder: folder('app'),
    environment: { APP_VERSION: tag },
  })),
  {
    repository: 'help-center',
    tag: '1.0.0',
    folder: folder('help-center'),
    environment: {},
    command: ['node', 'server.ts'],
  },
  // A process that does nothing until it is told to stop, in place of the collector itself.
  {
    repository: 'otel-collector',
    tag: 'v0.43.3',
    folder: folder('collector'),
    environment: {},
    command: ['tail', '-f', '/dev/null'],
  },
];
