import { Stage, type Actor } from './stage.js';

/** A gateway with Ada and Bob, each in a browser of their own with the chat with the other open. */
export async function adaAndBob(): Promise<{ stage: Stage; ada: Actor; bob: Actor }> {
  const stage = await Stage.open();
  await stage.register('ada', 'Ada');
  await stage.register('bob', 'Bob');
  const ada = await stage.enter('ada', { 'peer-id': 'bob' });
  const bob = await stage.enter('bob', { 'peer-id': 'ada' });
  return { stage, ada, bob };
}
