import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { ClientKind } from './clients.js';
import { Stage } from './stage.js';
import type { Step, Story } from './step.js';
import { creationSteps } from './steps/creation.js';
import { conversationSteps } from './steps/conversations.js';
import { friendSteps } from './steps/friends.js';
import { groupSteps } from './steps/groups.js';
import { historySteps } from './steps/history.js';
import { membershipSteps } from './steps/membership.js';
import { sendingSteps } from './steps/sending.js';
import { renamingSteps, userSteps } from './steps/users.js';
import { sessionSteps } from './steps/session.js';

/** All of the seed in one story, part after part on one stage. */
const STEPS: readonly Step[] = [
  ...sessionSteps,
  ...userSteps,
  ...creationSteps,
  ...sendingSteps,
  ...historySteps,
  ...conversationSteps,
  ...friendSteps,
  ...groupSteps,
  ...membershipSteps,
  ...renamingSteps,
];

/**
 * Plays the scenario through one kind of client against a real gateway. The expectations know nothing of the kind: they
 * are the seed's, and hold for the published clients as for our own.
 */
export async function playScenario(test: TestContext, kind: ClientKind): Promise<void> {
  const stage = await Stage.open(test, kind);
  const story: Story = {};
  try {
    for (const step of STEPS) await test.test(step.name, () => step.run({ stage, story, test }));
  } finally {
    await stage.leave();
    kind.dispose();
  }
  await test.test('nothing of the tables was left out', () => {
    assert.deepEqual(stage.coverage.gaps(), []);
  });
}
