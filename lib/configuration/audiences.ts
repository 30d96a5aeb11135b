import * as v from 'valibot';
import { audience } from './addresses.ts';
import { matching } from './values.ts';

/**
 * A topic that chat and pagers listen to: what DevOps gets, as custom notifications of Amazon Q Developer in chat applications,
 * a thread for each incident. A channel subscribes itself, in Amazon Q Developer's own configuration.
 */
const chat = v.strictObject({
  /** Address of a pager that SNS posts to: it gets what is critical alone, and confirms the subscription once. */
  pager: v.optional(matching(/^https:\/\/[^\s#]+$/, 'an address that begins with "https://", without "#"')),
});

/** Who hears what: each audience by e-mail, and chat and pagers what DevOps hears. */
export const audiences = v.strictObject({
  devops: audience,
  teams: audience,
  /** Who practises: drills are told to these alone; left out: to DevOps. */
  drill: v.optional(audience),
  chat: v.optional(chat),
});
