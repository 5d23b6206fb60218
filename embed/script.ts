/** The entry of dist/openim-chat.js, which a `<script>` loads: it defines `window.OpenIMChat` and no other global. */
import { OpenIMLauncher } from '../components/launcher/launcher.component.js';
import { createEmbed } from './embed.js';
import { optionsOfScript } from './options.js';

/** The modules the panel consists of, with all their static imports; the build defines this constant. */
declare const PANEL_FILES: readonly string[];

type Resolve = (value: unknown) => void;
/**
 * A call made before this script was loaded: its arguments, or, queued by the snippet of docs/embed.md, the arguments with
 * the functions that settle the promise it returned.
 */
type Queued = ArrayLike<unknown> | readonly [call: ArrayLike<unknown>, resolve: Resolve, reject: Resolve];
type Page = { OpenIMChat?: { isLoaded?: boolean; url?: string | undefined; q?: { push(call: Queued): unknown } } };

function start(page: Page): void {
  const script = document.currentScript;
  const isScript = script instanceof HTMLScriptElement;
  const options = isScript ? optionsOfScript(script) : {};
  // The script is on the page twice, or a page that replaces its body ran it again: the first instance stays in charge.
  if (page.OpenIMChat?.isLoaded) {
    if (options.url && options.url !== page.OpenIMChat.url) {
      console.warn('[openim-chat] already loaded; this second script is ignored');
    }
    return;
  }
  loadFrom(isScript && script.src ? script.src : document.baseURI, options.nonce ?? '');

  const embed = createEmbed(options) as unknown as (...call: unknown[]) => unknown;
  const run = (queued: Queued): void => {
    const [call, resolve, reject] = (typeof queued[0] === 'string' ? [queued] : queued) as [
      ArrayLike<unknown>,
      Resolve?,
      Resolve?,
    ];
    const result = embed(...Array.from(call)) as Promise<unknown>;
    void result.then(resolve, reject);
  };
  const queue = [...((page.OpenIMChat?.q ?? []) as readonly Queued[])];
  // Code that kept a reference to the snippet's function still pushes calls to the queue; `push` now runs them at once.
  page.OpenIMChat = Object.assign(embed, { q: { push: run }, url: options.url });
  const verbOf = (queued: Queued): unknown =>
    (typeof queued[0] === 'string' ? queued : (queued[0] as string[]))[0];
  if (options.url && !queue.some((queued) => verbOf(queued) === 'boot')) embed('boot');
  queue.forEach(run);
}

/** Makes the launcher load the panel from the folder of this script. */
function loadFrom(base: string, nonce: string): void {
  let failures = 0;
  const addressOf = (file: string): string => new URL(file, base).href;
  OpenIMLauncher.loadPanel = async () => {
    // Browsers cache a failed module import and do not request the same URL again.
    const again = failures > 0 ? `?retry=${String(failures)}` : '';
    try {
      return (await import(/* @vite-ignore */ addressOf(`openim-chat-panel.mjs${again}`))) as unknown;
    } catch (error) {
      failures++;
      throw error;
    }
  };
  OpenIMLauncher.prefetchPanel = () => {
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (connection?.saveData) return;
    for (const file of PANEL_FILES) {
      const link = document.createElement('link');
      Object.assign(link, {
        rel: 'modulepreload',
        href: addressOf(file),
        crossOrigin: 'anonymous',
        nonce,
        fetchPriority: 'low',
      });
      document.head.append(link);
    }
  };
  OpenIMLauncher.define('openim-launcher');
}

start(window as unknown as Page);
