import type { Service } from '../../model/environment.ts';
import { parseImage } from '../../services/image-reference.ts';

/** What a person asks for. */
interface Asked {
  readonly images: Readonly<Record<string, string>>;
  readonly decision?: 'reopen' | undefined;
}

/** What is wrong with the images that a person wants to go back with; whether they are there is looked at later. */
export function imageProblems({ images, decision }: Asked, services: readonly Pick<Service, 'name'>[]): string[] {
  if (Object.keys(images).length === 0) return [];
  const names = services.map(({ name }) => name);
  const problems = Object.entries(images).flatMap(([key, image]) => {
    const service = key.split('/')[0] ?? '';
    return [
      ...(names.includes(service)
        ? []
        : [
            `"images" names the service "${service}", which is not configured; expected one of ${names.map((n) => `"${n}"`).join(', ')}, or "<service>/<container>"`,
          ]),
      ...(parseImage(image) === null
        ? [
            `"images.${key}" is "${image.slice(0, 120)}"; expected an image by tag or digest, as <registry>/<repository>:<tag>`,
          ]
        : []),
    ];
  });
  return decision === 'reopen'
    ? [
        '"images" has no meaning with "decision": "reopen", which leaves the services as they are; expected one of both',
        ...problems,
      ]
    : problems;
}
