/** Tags of everything this product makes: the environment, the release or rollback, and what it is for. */
export const tagsOf = (environment: string, work: string, purpose: string) => [
  { Key: 'knowngood', Value: environment },
  { Key: 'knowngood:work', Value: work },
  { Key: 'knowngood:purpose', Value: purpose },
];
