import assert from 'node:assert/strict';
import { it } from 'node:test';
import { examples } from '../../docs/examples/index.js';
import { methodTable, type MethodName, type OpenIMSDK, type WsResponse } from '../../src/index.js';
import { ExampleWorld, playStory } from './example-world.js';

/** The answers this client gets to a method from now on. */
function answersTo(openIM: OpenIMSDK, name: MethodName): WsResponse[] {
  const answers: WsResponse[] = [];
  const method = openIM[name] as (...args: unknown[]) => Promise<WsResponse>;
  const listening = async (...args: unknown[]) => {
    const answer = await method(...args);
    answers.push(answer);
    return answer;
  };
  Object.assign(openIM, { [name]: listening });
  return answers;
}

/** Whether there is something to see in the answer: an example that gets an empty list shows nothing. */
function showsSomething({ data }: WsResponse): boolean {
  return data !== '[]' && data !== 'null';
}

it('the example of', { concurrency: 4 }, async (test) => {
  const story = await playStory(test);
  const played = (Object.keys(methodTable) as MethodName[]).map((name) =>
    test.test(`${name} should work as it is printed`, async (subtest) => {
      const { openIM, stage } = await ExampleWorld.open(subtest, story);
      const answers = answersTo(openIM, name);
      await examples[name](openIM, stage);
      assert.ok(answers.length > 0, `it does not call ${name}`);
      assert.ok(answers.some(showsSomething), `it gets nothing from ${name}`);
    }),
  );
  await Promise.all(played);
});
