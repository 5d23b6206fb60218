import type { TemplateResult } from 'lit';
import { RequestsElement } from '../internal/people/requests-element.js';
import { shownName } from '../internal/shown-name.js';

/**
 * Requests to join the groups that the user owns or administers, and the user's own requests.
 *
 * @tagname openim-group-requests
 * @summary Incoming and outgoing requests to join groups, with their answers.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{groupID: string, userID: string}>} openim-group-accept-request - Before a request to join is accepted. Cancelable.
 * @event {CustomEvent<{groupID: string, userID: string}>} openim-group-refuse-request - Before a request to join is refused. Cancelable.
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
export class OpenIMGroupRequests extends RequestsElement {
  protected override render(): TemplateResult {
    const { groups, words } = this;
    return this.requestsTemplate({
      title: words.groupRequests,
      empty: { icon: 'users', hint: words.noGroupRequestsHint },
      received: groups?.receivedRequests,
      sent: groups?.sentRequests,
      receivedRow: ({ groupID, userID, nickname, userFaceURL, reqMsg, groupName }) => ({
        id: `${groupID} ${userID}`,
        name: shownName(nickname, userID),
        who: { userID, faceURL: userFaceURL },
        lines: [words.wantsToEnter(shownName(groupName)), reqMsg],
      }),
      sentRow: ({ groupID, groupName, groupFaceURL, reqMsg }) => ({
        id: groupID,
        name: shownName(groupName, groupID),
        who: { groupID, faceURL: groupFaceURL },
        lines: [reqMsg],
      }),
      onAnswer: ({ groupID, userID }, isAccepted) =>
        this.act(isAccepted ? 'openim-group-accept-request' : 'openim-group-refuse-request', {
          groupID,
          userID,
        }),
    });
  }
}
