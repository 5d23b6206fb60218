import { VirtualizerController } from '@tanstack/lit-virtual';
import { html, LitElement } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { register } from '../page/harness.js';

class TanstackList extends LitElement {
  static properties = { messages: { attribute: false } };
  scrollerRef = createRef();

  constructor() {
    super();
    this.messages = [];
    this.controller = new VirtualizerController(this, {
      getScrollElement: () => this.scrollerRef.value,
      count: 0,
      estimateSize: () => 44,
      overscan: 5,
      getItemKey: (index) => this.messages[index]?.id ?? index,
    });
  }

  get virtualizer() {
    return this.controller.getVirtualizer();
  }

  willUpdate() {
    this.virtualizer.setOptions({ ...this.virtualizer.options, count: this.messages.length });
  }

  render() {
    const { virtualizer } = this;
    return html`<div ${ref(this.scrollerRef)} id="scroller" style="height: 600px; width: 420px; overflow-y: auto">
      <div style="position: relative; height: ${virtualizer.getTotalSize()}px">
        ${virtualizer
          .getVirtualItems()
          .map(
            ({ index, start }) =>
              html`<div
                data-index=${index}
                ${ref((element) => element && virtualizer.measureElement(element))}
                style="position: absolute; top: 0; width: 100%; transform: translateY(${start}px); padding: 4px 12px; box-sizing: border-box; text-align: ${this.messages[index].isMine ? 'right' : 'left'}"
              >
                ${this.messages[index].text}
              </div>`,
          )}
      </div>
    </div>`;
  }
}
customElements.define('tanstack-list', TanstackList);

let list;
const toEnd = () => {
  list.updateComplete.then(() => list.virtualizer.scrollToIndex(list.messages.length - 1, { align: 'end' }));
};

register({
  mount: (messages) => {
    list = document.createElement('tanstack-list');
    list.messages = messages;
    document.body.append(list);
    toEnd();
  },
  append: (message) => {
    list.messages = [...list.messages, message];
    toEnd();
  },
  prepend: (messages) => {
    list.messages = [...messages, ...list.messages];
  },
  unmount: () => list.remove(),
  root: () => list,
  scroller: () => list.shadowRoot.querySelector('#scroller'),
});
