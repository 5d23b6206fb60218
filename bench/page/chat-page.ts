/** Returns a page as a site would write it: one conversation, with the built package. */
export function chatPage(gatewayURL: string, userID: string, token: string, conversationID: string): string {
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <title>chat</title>
  <body style="margin: 0">
    <openim-provider url="${gatewayURL.replace('http', 'ws')}" user-id="${userID}" token="${token}">
      <openim-chat conversation-id="${conversationID}" style="height: 600px"></openim-chat>
    </openim-provider>
    <script type="module" src="/dist/openim-chat.mjs"></script>
  </body>
</html>`;
}
