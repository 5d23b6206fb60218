import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { StreamChat } from 'stream-chat';
import { Channel, Chat, VirtualizedMessageList, Window } from 'stream-chat-react';
import 'stream-chat-react/css/index.css';
import { register } from '../page/harness.js';

const ME = { id: 'me', name: 'Me' };
const MARA = { id: 'mara', name: 'Mara Keller' };

const toStream = ({ id, text, isMine, atMs }) => ({
  id: String(id),
  text,
  html: '',
  type: 'regular',
  status: 'received',
  user: isMine ? ME : MARA,
  created_at: new Date(atMs),
  updated_at: new Date(atMs),
  attachments: [],
  latest_reactions: [],
  own_reactions: [],
  reaction_groups: null,
  mentioned_users: [],
});

/** Returns a client in the state after a login, without a server: every request gets an empty answer. */
function offlineClient() {
  const client = new StreamChat('bench', { allowServerSideConnect: true });
  client.userID = ME.id;
  client.user = ME;
  client._user = ME;
  client.wsPromise = Promise.resolve();
  client.tokenManager.setTokenOrProvider('token', ME).catch(() => undefined);
  client.doAxiosRequest = () =>
    Promise.resolve({ duration: '', messages: [], members: [], read: [], watchers: [] });
  return client;
}

let root;
let box;
let channel;

register({
  mount: (messages) => {
    const client = offlineClient();
    channel = client.channel('messaging', 'bench', { members: [ME.id, MARA.id] });
    channel.initialized = true;
    channel.query = channel.watch = () => Promise.resolve({ messages: [], members: [], read: [], watchers: [] });
    channel.state.addMessagesSorted(messages.map(toStream), false, true, true, 'latest');
    box = document.createElement('div');
    box.className = 'str-chat__theme-light';
    box.style.cssText = 'height: 600px; width: 420px';
    document.body.append(box);
    root = createRoot(box);
    flushSync(() =>
      root.render(
        createElement(
          Chat,
          { client },
          createElement(Channel, { channel }, createElement(Window, null, createElement(VirtualizedMessageList))),
        ),
      ),
    );
  },
  append: (message) => {
    const sent = toStream(message);
    channel.state.addMessageSorted(sent);
    channel.getClient().dispatchEvent({ type: 'message.new', cid: channel.cid, message: sent, user: sent.user });
  },
  unmount: () => {
    root.unmount();
    box.remove();
  },
  root: () => box,
  scroller: () => box.querySelector('[data-virtuoso-scroller]') ?? box,
});
