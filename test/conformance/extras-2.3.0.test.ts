import assert from 'node:assert/strict';
import { it } from 'node:test';
import { examples, type ExampleStage } from '../../docs/examples/index.js';
import {
  extraMethodTable,
  type ExtraMethods,
  type MethodName,
  type OpenIMSDK,
  type WsResponse,
} from '../../src/index.js';
import { ExampleWorld, playStory } from '../docs/example-world.js';
import { originalModule } from '../helpers/original-client.js';
import { OriginalPage } from './original-page.js';

type Extra = keyof ExtraMethods;

/** The extension of our own is not theirs. */
const extras = (Object.keys(extraMethodTable) as Extra[]).filter((name) => name !== 'getInboxChanges');

/** The frames a client gets from a method from now on. */
function framesOf(client: OpenIMSDK, name: MethodName): WsResponse[] {
  const frames: WsResponse[] = [];
  const method = (client[name] as (...args: unknown[]) => Promise<WsResponse>).bind(client);
  const listening = async (...args: unknown[]): Promise<WsResponse> => {
    const frame = await method(...args);
    frames.push(frame);
    return frame;
  };
  Object.assign(client, { [name]: listening });
  return frames;
}

/** What is made anew each time is not what is compared: IDs, and what is counted with a clock. */
function comparable({ event, errCode, errMsg, data }: WsResponse): unknown {
  const plain = data.replace(/[0-9a-f]{32}/g, 'ID').replace(/\b1[67]\d{8}(\d{3})?\b/g, 'TIME');
  return { event, errCode, errMsg, data: plain };
}

async function play(client: OpenIMSDK, name: Extra, stage: ExampleStage): Promise<unknown[]> {
  const frames = framesOf(client, name);
  await examples[name](client, stage);
  return frames.map(comparable);
}

it('the methods beyond the seed', async (test) => {
  const story = await playStory(test);
  const answers = new Map<Extra, unknown[]>();
  for (const name of extras) {
    const { openIM, stage } = await ExampleWorld.open(test, story);
    // Ours makes messages by itself, of what it knows of their author.
    await openIM.getSelfUserInfo();
    answers.set(name, await play(openIM, name, stage));
    openIM.close();
  }

  // From here on the process is a page of theirs.
  const page = OriginalPage.install();
  test.after(() => {
    page.close();
  });
  for (const name of extras) {
    await test.test(
      `${name} should answer through open-im-sdk 2.3.0, as published, as through ours`,
      async (subtest) => {
        const { openIM, stage, config } = await ExampleWorld.open(subtest, story);
        openIM.close();
        const theirs = new (originalModule('2.3.0').OpenIMSDK)() as unknown as OpenIMSDK;
        await theirs.login(config);
        const expected = answers.get(name) ?? [];
        assert.ok(expected.length > 0, `the example does not call ${name}`);
        assert.deepEqual(await play(theirs, name, stage), expected);
      },
    );
  }
});
