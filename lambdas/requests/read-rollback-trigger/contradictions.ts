/** What a person decides, as typed. */
export interface Decided {
  readonly database: 'policy' | 'restore' | 'keep' | 'forward';
  readonly decision?: 'reopen' | undefined;
  readonly acceptLostWrites?: number | 'unknown' | undefined;
  readonly acceptProof: boolean;
  readonly to?: string | undefined;
  readonly affected: readonly string[];
}

/** Parts of a decision that exclude each other, or of which one has no meaning beside the other: nobody knows which was meant. */
export function contradictions(asked: Decided): string[] {
  const accepts = [
    ...(asked.acceptLostWrites === undefined ? [] : ['acceptLostWrites']),
    ...(asked.acceptProof ? ['acceptProof'] : []),
  ];
  if (asked.decision === 'reopen') {
    const beside = [
      ...(asked.database === 'policy' ? [] : [`"database": "${asked.database}"`]),
      ...[
        ...accepts,
        ...(asked.to === undefined ? [] : ['to']),
        ...(asked.affected.length === 0 ? [] : ['affected']),
      ].map((key) => `"${key}"`),
    ];
    return beside.map(
      (found) =>
        `${found} contradicts "decision": "reopen", which leaves services and database as they are, loses nothing and runs no checks; expected one of both`,
    );
  }
  if (asked.database === 'forward' && asked.to !== undefined)
    return [
      '"to" contradicts "database": "forward", which returns to the release that the last rollback has undone; expected one of both',
    ];
  if (asked.database !== 'keep') return [];
  return accepts.map(
    (key) =>
      `"${key}" has no meaning with "database": "keep", which restores nothing and loses no writes; expected one of both`,
  );
}
