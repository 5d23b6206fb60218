import { register as define } from 'vue-advanced-chat';
import { register } from '../page/harness.js';

define();
let chat;
let shown = [];
const toVue = ({ id, text, isMine, atMs }) => ({
  _id: id,
  content: text,
  senderId: isMine ? 'me' : 'mara',
  username: isMine ? 'Me' : 'Mara',
  date: new Date(atMs).toDateString(),
  timestamp: new Date(atMs).toTimeString().slice(0, 5),
});
const room = {
  roomId: 'room',
  roomName: 'Mara',
  avatar: '',
  users: [
    { _id: 'me', username: 'Me' },
    { _id: 'mara', username: 'Mara' },
  ],
};

register({
  mount: (messages) => {
    chat = document.createElement('vue-advanced-chat');
    Object.assign(chat, {
      height: '600px',
      currentUserId: 'me',
      rooms: [room],
      roomsLoaded: true,
      roomId: 'room',
      singleRoom: true,
      messagesLoaded: true,
      showAudio: false,
    });
    document.body.append(chat);
    shown = messages.map(toVue);
    // The element takes messages only once it has asked for those of its room.
    setTimeout(() => {
      chat.messages = shown;
    });
  },
  append: (message) => {
    shown = [...shown, toVue(message)];
    chat.messages = shown;
  },
  prepend: (messages) => {
    shown = [...messages.map(toVue), ...shown];
    chat.messages = shown;
  },
  unmount: () => chat.remove(),
  root: () => chat,
  scroller: () => chat.shadowRoot.querySelector('.vac-container-scroll'),
});
