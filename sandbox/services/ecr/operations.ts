import type * as ecr from '@aws-sdk/client-ecr';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { WireError } from '../../kernel/wire-error.ts';
import type { Image } from './image.ts';
import type { EcrState } from './state.ts';

export const ecrOperations = (state: EcrState): Operations<typeof ecr> => ({
  DescribeImages: {
    access: ({ registryId, repositoryName = '' }) => [
      onRepository(state, 'DescribeImages', repositoryName, registryId),
    ],
    handle({ registryId, repositoryName: name = '', imageIds }) {
      const host = state.hostOfRepository(registryId, name);
      // Without ids and a filter "only images with ACTIVE status are returned" (API_DescribeImagesFilter).
      const wanted = imageIds?.length
        ? imageIds.map((id) => state.image(host, name, id))
        : state.imagesOf(host, name).filter(({ status }) => status === 'ACTIVE');
      return { imageDetails: wanted.map((image) => detail(state, image)) };
    },
  },

  BatchDeleteImage: {
    access: ({ repositoryName = '' }) => [onRepository(state, 'BatchDeleteImage', repositoryName)],
    handle({ repositoryName, imageIds = [] }) {
      const { name } = state.repository(repositoryName);
      state.remove(imageIds.map((id) => state.image(state.registry, name, id)));
      return { imageIds, failures: [] };
    },
  },

  UpdateImageStorageClass: {
    access: ({ repositoryName = '' }) => [onRepository(state, 'UpdateImageStorageClass', repositoryName)],
    handle({ repositoryName, imageId, targetStorageClass }) {
      const { name } = state.repository(repositoryName);
      const image = state.image(state.registry, name, imageId ?? {});
      if (targetStorageClass !== 'ARCHIVE')
        throw new WireError(
          'NotImplementedException',
          "the sandbox's ECR takes nothing out of the archive: push it",
          501,
        );
      image.status = 'ARCHIVED';
      return { registryId: state.kernel.account, repositoryName: name, imageId, imageStatus: image.status };
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

const onRepository = (state: EcrState, action: string, name: string, registryId?: string): AccessCheck => ({
  action: `ecr:${action}`,
  resource: state.arnOf(name, registryId),
});

const detail = (state: EcrState, image: Image): ecr.ImageDetail => ({
  registryId: /^\d{12}/.exec(image.registry ?? '')?.[0] ?? state.kernel.account,
  repositoryName: image.repository,
  imageDigest: image.digest,
  imageTags: state.tagsOf(image),
  imageSizeInBytes: image.size,
  imagePushedAt: image.pushedAt,
  imageStatus: image.status,
  imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
});
