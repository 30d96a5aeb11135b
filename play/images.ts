import { fileURLToPath } from 'node:url';
import type { PushedImage } from '../sandbox/services/ecr/image.ts';

const folder = fileURLToPath(new URL('../examples/survey-platform/app', import.meta.url));

/** The survey platform's images, as `docker build --build-arg VERSION=…` would make them. */
export const surveyImages: readonly PushedImage[] = ['1.0.0', '1.1.0', '2.0.0'].map((tag) => ({
  repository: 'survey-platform',
  tag,
  folder,
  environment: { APP_VERSION: tag },
}));
