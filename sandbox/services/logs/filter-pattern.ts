import * as logs from '@aws-sdk/client-cloudwatch-logs';

/**
 * What a filter pattern of terms matches: `?a ?b` any of them, `a b` all of them, with their case
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). No other pattern is modelled.
 * @throws InvalidParameterException
 */
export function matching(pattern: string): (line: string) => boolean {
  const terms = pattern.split(/\s+/).filter((term) => term !== '');
  if (!terms.every((term) => /^\??\w+$/.test(term)))
    throw new logs.InvalidParameterException({
      message: `The sandbox models filter patterns of terms alone ("?ERROR ?Error", "ERROR timeout"), not: ${pattern}`,
      $metadata: {},
    });
  const any = terms.flatMap((term) => (term.startsWith('?') ? [term.slice(1)] : []));
  const every = terms.filter((term) => !term.startsWith('?'));
  // Beside a term that must be there, the optional ones say nothing.
  return (line) =>
    every.length > 0
      ? every.every((term) => line.includes(term))
      : any.length === 0 || any.some((term) => line.includes(term));
}
