import '@lit-labs/virtualizer';
import { html } from 'lit';
import { register } from '../page/harness.js';

let list;
const row = ({ text, isMine }) =>
  html`<div style="width: 100%; padding: 4px 12px; text-align: ${isMine ? 'right' : 'left'}">${text}</div>`;
const toEnd = async () => {
  await list.updateComplete;
  await list.layoutComplete;
  list.element(list.items.length - 1)?.scrollIntoView({ block: 'end' });
};

register({
  mount: (messages) => {
    list = document.createElement('lit-virtualizer');
    Object.assign(list, { scroller: true, items: messages, renderItem: row });
    list.style.cssText = 'height: 600px; width: 420px';
    document.body.append(list);
    toEnd();
  },
  append: (message) => {
    list.items = [...list.items, message];
    toEnd();
  },
  prepend: (messages) => {
    list.items = [...messages, ...list.items];
  },
  unmount: () => list.remove(),
  root: () => list,
  scroller: () => list,
});
