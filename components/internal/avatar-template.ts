import { html, nothing, type TemplateResult } from 'lit';

/** Who is in a picture: a user, a group, or the one with whom a conversation is. The ID determines the colour. */
export type Pictured = {
  readonly userID?: string;
  /** The ID of a group if there is no `userID`. */
  readonly groupID?: string;
  readonly faceURL?: string;
};

/** Renders the picture beside a name. Screen readers read the name instead. */
export function avatarTemplate(
  { userID, groupID, faceURL }: Pictured = {},
  name?: string,
  part?: string,
): TemplateResult {
  return html`<openim-avatar
    part=${part ?? nothing}
    aria-hidden="true"
    name=${name}
    src=${faceURL}
    seed=${userID || groupID}
    ?group=${groupID && !userID}
  ></openim-avatar>`;
}
