import type * as v from 'valibot';
import type { MethodName } from '../../src/protocol/index.js';
import { conversationSchemas } from './conversations.js';
import { createSchemas } from './create.js';
import { friendSchemas } from './friends.js';
import { groupAdministrationSchemas } from './group-administration.js';
import { groupSchemas } from './groups.js';
import { messageSchemas } from './messages.js';
import { sessionSchemas } from './session.js';
import { userSchemas } from './users.js';

export { decodeArgument } from './decode.js';

/** What each method's argument must look like once decoded, see decode.ts. */
export const schemas = {
  ...sessionSchemas,
  ...userSchemas,
  ...createSchemas,
  ...messageSchemas,
  ...conversationSchemas,
  ...friendSchemas,
  ...groupSchemas,
  ...groupAdministrationSchemas,
} satisfies Record<MethodName, v.GenericSchema<unknown, unknown>>;

/** A method's validated argument. */
export type Input<Name extends MethodName> = v.InferOutput<(typeof schemas)[Name]>;
