import type { TemplateResult } from 'lit';
import { RequestsElement } from '../internal/people/requests-element.js';
import { shownName } from '../internal/shown-name.js';

/**
 * Friend requests to and from the user.
 *
 * @tagname openim-friend-requests
 * @summary Incoming and outgoing friend requests, with their answers.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{userID: string}>} openim-friend-accept-request - Before a friend request is accepted. Cancelable.
 * @event {CustomEvent<{userID: string}>} openim-friend-refuse-request - Before a friend request is refused. Cancelable.
 *
 * @slot header-start - At the start of the header, for example for a back button.
 * @slot header-end - At the end of the header.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart content - The scrolling content below it.
 * @csspart item - A request.
 * @csspart failure - The error message.
 * @csspart notice - The placeholder for an empty list.
 */
export class OpenIMFriendRequests extends RequestsElement {
  protected override render(): TemplateResult {
    const { contacts, words } = this;
    return this.requestsTemplate({
      title: words.friendRequests,
      empty: { icon: 'user', hint: words.noFriendRequestsHint },
      received: contacts?.receivedRequests,
      sent: contacts?.sentRequests,
      receivedRow: ({ fromUserID, fromNickname, fromFaceURL, reqMsg }) => ({
        id: fromUserID,
        name: shownName(fromNickname, fromUserID),
        who: { userID: fromUserID, faceURL: fromFaceURL },
        lines: [reqMsg || words.wantsToBeFriend],
      }),
      sentRow: ({ toUserID, toNickname, toFaceURL, reqMsg }) => ({
        id: toUserID,
        name: shownName(toNickname, toUserID),
        who: { userID: toUserID, faceURL: toFaceURL },
        lines: [reqMsg],
      }),
      onAnswer: ({ fromUserID }, isAccepted) =>
        this.act(isAccepted ? 'openim-friend-accept-request' : 'openim-friend-refuse-request', {
          userID: fromUserID,
        }),
    });
  }
}
