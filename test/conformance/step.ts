import type { TestContext } from 'node:test';
import type { GroupItem, MessageItem } from '../../src/index.js';
import type { Stage } from './stage.js';

/** What earlier steps leave to later ones. */
export type Story = {
  /** Ann's first message to Bob, as Ann has it. */
  hello?: MessageItem;
  /** Ann's group. */
  group?: GroupItem;
};

export type Scene = { readonly stage: Stage; readonly story: Story; readonly test: TestContext };

/** One part of the scenario; parts are played in order, on one stage. */
export type Step = { readonly name: string; run(scene: Scene): Promise<void> };
