/** The rows of search results other than conversations. Fetched with the first search. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { avatarTemplate, type Pictured } from '../internal/avatar-template.js';

export const foundStyles = css`
  .heading {
    display: flex;
    align-items: flex-end;
    padding: 0 12px 6px;
    font-weight: 600;
    color: var(--_meta);
  }

  .note:not(:empty) {
    padding: 10px 14px;
    font-size: calc(13em / 14);
    text-align: center;
    color: var(--_meta);
  }

  .item mark {
    background: none;
    font-weight: 600;
    color: var(--_accent-text);
  }
`;

export type Found = {
  /** ID of the row; differs from every conversationID. */
  readonly id: string;
  readonly name: string;
  readonly who: Pictured;
  /** The line below the name, if any. */
  readonly preview?: string | TemplateResult | undefined;
  /** Shown at the end of that line. */
  readonly note?: string;
};

export function foundTemplate({ id, name, who, preview, note }: Found, isCurrent: boolean): TemplateResult {
  return html`<div
    part="item"
    class="item"
    role="option"
    aria-selected="false"
    tabindex=${isCurrent ? '0' : '-1'}
    data-id=${id}
  >
    ${avatarTemplate(who, name, 'item__avatar')}
    <span class="item__words">
      <span class="item__line">
        <span part="item__name" class="item__name" dir="auto">${name}</span>
        ${note ? html`<span part="item__time" class="item__time">${note}</span>` : nothing}
      </span>
      ${
        preview
          ? html`<span class="item__line"
              ><span class="item__preview-box"
                ><span part="item__preview" class="item__preview" dir="auto">${preview}</span></span
              ></span
            >`
          : nothing
      }
    </span>
  </div>`;
}

export function headingTemplate(label: string): TemplateResult {
  return html`<div part="heading" class="heading" role="presentation">${label}</div>`;
}
