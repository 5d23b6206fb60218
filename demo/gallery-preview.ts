/**
 * What the theme builder of the docs site dresses: the gallery's story, in memory. What is written is added to it, and
 * answered.
 */
import '../components/index.js';

import { textMessage, type FakeTimeline } from '../test/helpers/fake-session.js';
import { storySession } from './gallery-people.js';

const ANSWER_DELAY_MS = 1800;
const answers = ['It suits you.', 'Even better than before.', 'Now try it in the dark.'];

/** Fills a box with a chat, and a conversation list where there is room for one. */
export function showPreview(box: HTMLElement, { isList = true } = {}): void {
  const session = storySession();
  for (const timeline of session.timelines.values()) answering(timeline);
  const provider = document.createElement('openim-provider');
  const chat = document.createElement('openim-chat');
  provider.session = session;
  if (isList) {
    const list = document.createElement('openim-conversation-list');
    list.activeConversationID = 'single_mara';
    provider.append(list);
  } else {
    chat.conversationID = 'single_mara';
  }
  provider.append(chat);
  box.replaceChildren(provider);
}

function answering(timeline: FakeTimeline): void {
  const { conversationID } = timeline;
  let count = 0;
  const sendText = (text: string): Promise<void> => {
    timeline.append(textMessage(text, { conversationID, outgoing: true, atMs: Date.now() }));
    timeline.peerTyping.value = true;
    setTimeout(() => {
      timeline.peerTyping.value = false;
      timeline.append(textMessage(answers[count++ % answers.length]!, { conversationID, atMs: Date.now() }));
    }, ANSWER_DELAY_MS);
    return Promise.resolve();
  };
  Object.assign(timeline, { sendText });
}
