/**
 * Stands for the SDK's event streams in bundles (answers that come in pieces: SelectObjectContent, StartLiveTail). No step asks
 * for one, and every client brings them: 14 kB of each function.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('A step asked AWS for an event stream; expected none. Take the alias out of lib/bundles/build.ts.');
  }
}

export const eventStreamSerdeProvider = (): never => {
  throw new Error('A client was asked for an event stream; expected none. Take the alias out of lib/bundles/build.ts.');
};

/** The clients that have an operation of that kind ask for its configuration when they are made. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
