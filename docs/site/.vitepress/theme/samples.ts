/** What the playground begins with. `{{url}}` and `{{token:…}}` are filled in when a page is run. */

const FILL = `<style>
  html, body { height: 100%; margin: 0; }
`;

const library = `<script type="module" src="lib/openim-chat.mjs"></script>`;

export const samples: readonly { readonly name: string; readonly code: string }[] = [
  {
    name: 'List and chat',
    code: `${FILL}  openim-provider { display: grid; grid-template-columns: minmax(200px, 38%) 1fr; height: 100%; }
  openim-conversation-list, openim-chat { min-height: 0; }
</style>

<openim-provider url="{{url}}" user-id="mara" token="{{token:mara}}">
  <openim-conversation-list active-conversation-id="single_jun"></openim-conversation-list>
  <openim-chat></openim-chat>
</openim-provider>

${library}
`,
  },
  {
    name: 'Everything in one element',
    code: `${FILL}  openim-messenger { height: 100%; }
</style>

<openim-messenger url="{{url}}" user-id="ines" token="{{token:ines}}"></openim-messenger>

${library}
`,
  },
  {
    name: 'Two people',
    code: `${FILL}  body { display: grid; grid-template-rows: 1fr 1fr; gap: 1px; background: #8884; }
  openim-chat { min-height: 0; }
</style>

<!-- Write in one, and look at the other. -->
<openim-chat url="{{url}}" user-id="mara" token="{{token:mara}}" peer-id="jun"></openim-chat>
<openim-chat url="{{url}}" user-id="jun" token="{{token:jun}}" peer-id="mara"></openim-chat>

${library}
`,
  },
  {
    name: 'Support bubble',
    code: `<style>
  body { margin: 40px; font: 16px/1.5 system-ui; }
</style>

<h1>Lumen lamps</h1>
<p>Questions? <button id="ask">Ask us</button></p>

<script async src="lib/openim-chat.js" data-url="{{url}}" data-greeting="May we help you choose?" data-greeting-delay="1"></script>
<script>
  window.OpenIMChat = window.OpenIMChat || function () { (OpenIMChat.q = OpenIMChat.q || []).push(arguments) };

  document.querySelector('#ask').onclick = () => OpenIMChat('open');
  OpenIMChat('on', 'open', () => console.log('opened'));
  OpenIMChat('on', 'unread', (count) => console.log('unread', count));
</script>
`,
  },
  {
    name: 'Own rules for what is sent',
    code: `${FILL}  openim-chat { height: 100%; }
</style>

<openim-chat url="{{url}}" user-id="sami" token="{{token:sami}}" peer-id="ines"></openim-chat>

${library}
<script type="module">
  const chat = document.querySelector('openim-chat');

  // What an element is about to do it says first; preventDefault() takes it over.
  chat.addEventListener('openim-send-request', (event) => {
    if (!/secret/i.test(event.detail.text ?? '')) return;
    event.preventDefault();
    console.log('kept back: no secrets, please');
  });
  chat.addEventListener('openim-message-sent', ({ detail }) => console.log('sent', detail.message.content));
  chat.addEventListener('openim-connection-change', ({ detail }) => console.log(detail.state.kind));
</script>
`,
  },
  {
    name: 'The SDK alone',
    code: `<style>
  body { font: 15px/1.6 system-ui; margin: 24px; }
</style>

<h2>Conversations</h2>
<ul id="list"></ul>

<script type="module">
  import { CbEvents, OpenIMSDK, parse } from './lib/sdk.mjs';

  const openIM = new OpenIMSDK();
  await openIM.login({ userID: 'wang', token: '{{token:wang}}', url: '{{url}}', platformID: 5 });

  for (const { showName, unreadCount } of parse(await openIM.getAllConversationList())) {
    const item = document.createElement('li');
    item.textContent = \`\${showName}: \${unreadCount} unread\`;
    document.querySelector('#list').append(item);
  }
  openIM.on(CbEvents.ONRECVNEWMESSAGE, (frame) => console.log(parse(frame).content));
  console.log('logged in as', (await openIM.getLoginUser()).data);
</script>
`,
  },
];
