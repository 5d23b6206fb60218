/** Where the focus goes within the panel, whose chat comes when it comes. */

/** To what is asked or to the field of the chat. On a touch screen, and until there is either, to the heading. */
export function focusStart(panel: ShadowRoot): void {
  const question = panel.querySelector<HTMLElement>('.form :is(input, textarea, select)');
  // On a touch screen the keyboard would cover what one has come to read.
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const target = isTouch ? undefined : (question ?? composerOf(panel));
  (target ?? headingOf(panel))?.focus();
  if (!target && !isTouch) focusComposerWhenThere(panel);
}

export function focusEnd(panel: ShadowRoot): void {
  const target = composerOf(panel) ?? panel.querySelector<HTMLElement>('.form__button') ?? headingOf(panel);
  target?.focus();
}

/** Who opened the panel by hand wants to write; the field comes with the chat. Not after they went somewhere else. */
function focusComposerWhenThere(panel: ShadowRoot): void {
  const observer = new MutationObserver(() => {
    const isElsewhere = panel.activeElement !== headingOf(panel);
    const composer = composerOf(panel);
    const chat = chatOf(panel);
    if (chat) observer.observe(chat, { childList: true, subtree: true });
    if (!isElsewhere && !composer) return;
    observer.disconnect();
    // It renders its field in its own time.
    if (!isElsewhere && composer) void composer.updateComplete.then(() => composer.focus());
  });
  observer.observe(panel, { childList: true, subtree: true });
}

function headingOf(panel: ShadowRoot): HTMLElement | null {
  return panel.querySelector('.header__heading');
}

function chatOf(panel: ShadowRoot): ShadowRoot | null | undefined {
  return panel.querySelector('openim-chat')?.shadowRoot;
}

function composerOf(panel: ShadowRoot): HTMLElementTagNameMap['openim-composer'] | null | undefined {
  return chatOf(panel)?.querySelector('openim-composer');
}
