import type * as ecr from '@aws-sdk/client-ecr';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { Image } from './image.ts';
import type { EcrState } from './state.ts';

export const ecrOperations = (state: EcrState): Operations<typeof ecr> => ({
  DescribeImages: {
    access: ({ repositoryName = '' }) => [onRepository(state, 'DescribeImages', repositoryName)],
    handle({ repositoryName, imageIds }) {
      const { name } = state.repository(repositoryName);
      const wanted = imageIds?.length ? imageIds.map((id) => state.image(name, id)) : state.imagesOf(name);
      return { imageDetails: wanted.map((image) => detail(state, image)) };
    },
  },

  BatchDeleteImage: {
    access: ({ repositoryName = '' }) => [onRepository(state, 'BatchDeleteImage', repositoryName)],
    handle({ repositoryName, imageIds = [] }) {
      const { name } = state.repository(repositoryName);
      state.remove(imageIds.map((id) => state.image(name, id)));
      return { imageIds, failures: [] };
    },
  },

  DescribeRepositories: {
    access: ({ repositoryNames }) =>
      (repositoryNames?.length ? repositoryNames : ['*']).map((name) =>
        onRepository(state, 'DescribeRepositories', name),
      ),
    handle({ repositoryNames }) {
      const wanted = repositoryNames?.length
        ? repositoryNames.map((name) => state.repository(name))
        : [...state.repositories.values()];
      return {
        repositories: wanted.map(({ name, arn, uri, createdAt, mutability }) => ({
          repositoryName: name,
          repositoryArn: arn,
          repositoryUri: uri,
          registryId: state.kernel.account,
          createdAt,
          imageTagMutability: mutability,
        })),
      };
    },
  },
});

const onRepository = (state: EcrState, action: string, name: string): AccessCheck => ({
  action: `ecr:${action}`,
  resource: state.arnOf(name),
});

const detail = (state: EcrState, image: Image): ecr.ImageDetail => ({
  registryId: state.kernel.account,
  repositoryName: image.repository,
  imageDigest: image.digest,
  imageTags: state.tagsOf(image),
  imageSizeInBytes: image.size,
  imagePushedAt: image.pushedAt,
  imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
});
