/** For `toMatchObject`, where `{}` is met by an object of anything: an object of nothing. */
export const NOTHING: unknown = {
  $$typeof: Symbol.for('jest.asymmetricMatcher'),
  asymmetricMatch: (value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0,
  toString: () => 'an object of nothing',
  getExpectedType: () => 'object',
  toAsymmetricMatcher: () => 'an object of nothing',
};
