import 'deep-chat';
import { register } from '../page/harness.js';

let chat;
const toDeepChat = ({ text, isMine }) => ({ text, role: isMine ? 'user' : 'ai' });

register({
  mount: (messages) => {
    chat = document.createElement('deep-chat');
    chat.style.cssText = 'height: 600px; width: 420px';
    chat.history = messages.map(toDeepChat);
    chat.connect = { url: '/never', method: 'POST' };
    document.body.append(chat);
  },
  append: (message) => chat.addMessage(toDeepChat(message)),
  unmount: () => chat.remove(),
  root: () => chat,
  scroller: () => chat.shadowRoot.querySelector('#messages'),
});
