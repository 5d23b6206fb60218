/** Moves the focus within the panel, whose chat may be rendered later. */

/** Focuses the first question or the text field of the chat; on a touch screen, and until one of them exists, the heading. */
export function focusStart(panel: ShadowRoot): void {
  const question = panel.querySelector<HTMLElement>('.form :is(input, textarea, select)');
  // On a touch screen, focusing a field would open a keyboard over the messages.
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const target = isTouch ? undefined : (question ?? composerOf(panel));
  (target ?? headingOf(panel))?.focus();
  if (!target && !isTouch) focusComposerWhenThere(panel);
}

export function focusEnd(panel: ShadowRoot): void {
  const target = composerOf(panel) ?? panel.querySelector<HTMLElement>('.form__button') ?? headingOf(panel);
  target?.focus();
}

/**
 * Focuses the text field once the chat has rendered it, for a user who opened the panel to write, unless the focus has moved.
 */
function focusComposerWhenThere(panel: ShadowRoot): void {
  const observer = new MutationObserver(() => {
    const isElsewhere = panel.activeElement !== headingOf(panel);
    const composer = composerOf(panel);
    const chat = chatOf(panel);
    if (chat) observer.observe(chat, { childList: true, subtree: true });
    if (!isElsewhere && !composer) return;
    observer.disconnect();
    // The composer renders its field asynchronously.
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
