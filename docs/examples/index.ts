/**
 * An example of every method and event: what docs/api shows, and what the tests run against a real gateway. A method or
 * event without one is a compile error.
 */
import type { MethodName } from '../../src/index.js';
import { additionExamples } from './additions.js';
import { conversationExamples } from './conversations.js';
import { friendExamples } from './friends.js';
import { groupExamples } from './groups.js';
import { messageCreationExamples } from './message-creation.js';
import { messageExamples } from './messages.js';
import { sessionExamples } from './session.js';
import type { MethodExamples } from './stage.js';
import { userExamples } from './users.js';

export { eventExamples } from './events.js';
export type { ExampleStage } from './stage.js';

export const examples: MethodExamples<MethodName> = {
  ...sessionExamples,
  ...userExamples,
  ...messageCreationExamples,
  ...messageExamples,
  ...conversationExamples,
  ...friendExamples,
  ...groupExamples,
  ...additionExamples,
};
