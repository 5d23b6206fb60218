/** Measures in the page, in the same way for every list, which passes its own functions to show, add and find messages. */
import { makeMessage, makeMessages } from './messages.js';

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Resolves when the last change is on the screen. */
async function painted() {
  await frame();
  await new Promise((resolve) => setTimeout(resolve));
}

/**
 * @param list `mount(messages)`, `append(message)`, `prepend(messages)` if it can, `scroller()`, the element that scrolls, and
 *   `root()`, the element that contains the text
 */
export function register(list) {
  let newest = 0;
  let oldest = 0;
  const isShown = (number) => deepIncludes(list.root(), `#${number}.`);
  const shown = async (number, patienceMs) => {
    const startMs = performance.now();
    while (!isShown(number)) {
      if (performance.now() - startMs > patienceMs) throw new Error(`message ${number} did not appear`);
      await frame();
    }
    await painted();
  };
  window.bench = {
    async mount(count, patienceMs) {
      const messages = makeMessages(1_000_000, count);
      oldest = 1_000_000;
      newest = oldest + count - 1;
      await frame();
      const startMs = performance.now();
      list.mount(messages);
      await shown(newest, patienceMs);
      return performance.now() - startMs;
    },
    async append(times, maxMs) {
      const timesMs = [];
      const endMs = performance.now() + maxMs;
      for (let index = 0; index < times && (index < 3 || performance.now() < endMs); index++) {
        await painted();
        const startMs = performance.now();
        list.append(makeMessage(++newest));
        await shown(newest, 10_000);
        timesMs.push(performance.now() - startMs);
      }
      return timesMs;
    },
    /** Resolves to the frames per second while messages arrive at a rate. */
    async stream(perSecond, durationMs) {
      let frames = 0;
      let sent = 0;
      const startMs = performance.now();
      for (let nowMs = startMs; nowMs - startMs < durationMs; nowMs = performance.now()) {
        const isLate = () => performance.now() - startMs >= durationMs;
        for (; sent < ((nowMs - startMs) / 1000) * perSecond && !isLate(); sent++)
          list.append(makeMessage(++newest));
        await frame();
        frames++;
      }
      return (frames / (performance.now() - startMs)) * 1000;
    },
    /** Scrolls up for a while, at the same speed whatever the frame rate. Resolves to the gaps between frames. */
    async scroll(durationMs, pxPerSecond) {
      const scroller = list.scroller();
      const gapsMs = [];
      let lastMs = await frame();
      const startMs = lastMs;
      while (lastMs - startMs < durationMs) {
        const nowMs = await frame();
        gapsMs.push(nowMs - lastMs);
        scroller.scrollTop -= (pxPerSecond * (nowMs - lastMs)) / 1000;
        lastMs = nowMs;
      }
      return gapsMs;
    },
    /** Resolves to how far, in pixels, a row on the screen moves when older ones are put before it. */
    async prepend(count) {
      const scroller = list.scroller();
      scroller.scrollTop = Math.max(scroller.scrollHeight * 0.02, 400);
      for (let wait = 0; wait < 20; wait++) await frame();
      const box = scroller.getBoundingClientRect();
      const row = deepElementAt(box.left + box.width / 2, box.top + box.height / 2);
      const beforeTop = row.getBoundingClientRect().top;
      oldest -= count;
      list.prepend(makeMessages(oldest, count));
      let worst = 0;
      for (let wait = 0; wait < 30; wait++) {
        await painted();
        worst = Math.max(
          worst,
          row.isConnected ? Math.abs(row.getBoundingClientRect().top - beforeTop) : Infinity,
        );
      }
      return worst;
    },
    nodes: () => countNodes(list.root()),
    unmount: () => list.unmount(),
  };
}

function children(node) {
  return node.shadowRoot ? [...node.shadowRoot.childNodes, ...node.childNodes] : node.childNodes;
}

function countNodes(node) {
  let count = node.nodeType === Node.ELEMENT_NODE ? 1 : 0;
  for (const child of children(node)) count += countNodes(child);
  return count;
}

/** Searches from the end, where the newest messages are. */
function deepIncludes(node, text) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.includes(text);
  const list = children(node);
  for (let index = list.length - 1; index >= 0; index--) if (deepIncludes(list[index], text)) return true;
  return false;
}

function deepElementAt(x, y) {
  let element = document.elementFromPoint(x, y);
  while (element?.shadowRoot) {
    const inner = element.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === element) break;
    element = inner;
  }
  return element;
}
