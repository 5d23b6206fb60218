/** The tools that open from the buttons beside the text field. Fetched on first use, and so is each tool. */
import { html, type TemplateResult } from 'lit';
import type { Conversation } from '../../src/index.js';
import { request, type ComposedContent } from '../internal/events.js';
import { laterElements } from '../internal/later-elements.js';
import type { Localizer } from '../internal/localizer.js';
import { composerWords } from '../locales/composer/index.js';
import '../menu/menu.js';
import { insertText } from './insert-text.js';

export type Tool = 'attach' | 'emoji' | 'voice' | 'location' | 'card';

export type ToolContext = {
  readonly host: HTMLElement;
  readonly conversationID: string;
  readonly localizer: Localizer;
  /** The button that opens it. */
  readonly anchor: Element;
  /** Opens another tool; undefined closes the open one. */
  readonly open: (tool: Tool | undefined) => void;
  readonly pickFiles: () => void;
  readonly field: () => HTMLTextAreaElement | null;
};

/** Returns the template of a tool. Rejects if the tool cannot be fetched. */
export async function toolTemplate(tool: Tool, context: ToolContext): Promise<TemplateResult> {
  switch (tool) {
    case 'attach':
      return attachTemplate(context);
    case 'emoji':
      return emojiTemplate(context);
    case 'voice':
      return voiceTemplate(context);
    case 'location':
      return locationTemplate(context);
    case 'card':
      return cardTemplate(context);
  }
}

function compose({ host, conversationID }: ToolContext, content: ComposedContent): void {
  request(host, 'openim-compose-request', { conversationID, content });
}

function attachTemplate(context: ToolContext): TemplateResult {
  const words = composerWords(context.localizer);
  const items = [
    { id: 'file', label: words.file, icon: 'image' },
    { id: 'location', label: context.localizer.text.location, icon: 'place' },
    { id: 'card', label: context.localizer.text.contactCard, icon: 'card' },
  ];
  const handleDone = (id: string | undefined) => {
    context.open(id === 'location' || id === 'card' ? id : undefined);
    if (id === 'file') context.pickFiles();
  };
  return html`<openim-menu
    label=${words.attach}
    .items=${items}
    .anchor=${context.anchor}
    .onDone=${handleDone}
  ></openim-menu>`;
}

async function emojiTemplate(context: ToolContext): Promise<TemplateResult> {
  await laterElements.emojiPicker.load();
  return html`<openim-emoji-picker
    .anchor=${context.anchor}
    .onEmoji=${(emoji: string) => {
      const field = context.field();
      if (field) insertText(field, emoji);
    }}
    .onSticker=${(index: number, data: string) => {
      compose(context, { kind: 'face', index, data });
      context.open(undefined);
    }}
    .onDone=${() => context.open(undefined)}
  ></openim-emoji-picker>`;
}

async function voiceTemplate(context: ToolContext): Promise<TemplateResult> {
  await laterElements.voiceRecorder.load();
  const { host, conversationID } = context;
  return html`<openim-voice-recorder
    .onDone=${(file: File | undefined, durationMs: number) => {
      context.open(undefined);
      if (file) request(host, 'openim-voice-request', { conversationID, file, durationMs });
    }}
  ></openim-voice-recorder>`;
}

async function locationTemplate(context: ToolContext): Promise<TemplateResult> {
  await laterElements.locationDialog.load();
  return html`<openim-location-dialog
    .onDone=${(place: Extract<ComposedContent, { kind: 'location' }> | undefined) => {
      context.open(undefined);
      if (place) compose(context, place);
    }}
  ></openim-location-dialog>`;
}

async function cardTemplate(context: ToolContext): Promise<TemplateResult> {
  await laterElements.forwardDialog.load();
  return html`<openim-forward-dialog
    purpose="share"
    .onDone=${(chosen: readonly Conversation[] | undefined) => {
      context.open(undefined);
      for (const { userID, groupID, showName, faceURL } of chosen ?? [])
        compose(context, { kind: 'card', userID, groupID, nickname: showName, faceURL });
    }}
  ></openim-forward-dialog>`;
}
