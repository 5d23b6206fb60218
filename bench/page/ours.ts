/** Our list, with messages from memory, as for the others. */
import '../../components/index.js';
import type { TimelineMessage } from '../../src/index.js';
import { conversation, FakeSession, textMessage, type FakeTimeline } from '../../test/helpers/fake-session.js';
import { register, type BenchMessage } from './harness.js';

const ID = 'single_mara';
const box = document.createElement('div');
box.style.cssText = 'height: 600px; width: 420px; display: flex; flex-direction: column';
document.body.append(box);

let timeline: FakeTimeline | undefined;

register({
  mount: (messages) => {
    const session = new FakeSession();
    session.add(conversation('Mara Keller'));
    timeline = session.timeline(ID);
    timeline.messages.value = messages.map(ours);
    const provider = document.createElement('openim-provider');
    provider.session = session;
    const list = document.createElement('openim-message-list');
    list.conversationID = ID;
    list.style.cssText = 'flex: 1; min-height: 0';
    provider.style.cssText = 'display: flex; flex-direction: column; flex: 1; min-height: 0';
    provider.append(list);
    box.replaceChildren(provider);
  },
  append: (message) => timeline?.append(ours(message)),
  prepend: (messages) => timeline?.prepend(...messages.map(ours)),
  unmount: () => {
    box.replaceChildren();
    timeline = undefined;
  },
  root: () => box,
  scroller: () => box.querySelector('openim-message-list')?.shadowRoot?.querySelector('.scroller') ?? box,
});

function ours({ id, text, isMine, atMs }: BenchMessage): TimelineMessage {
  return textMessage(text, { id, atMs, outgoing: isMine });
}
