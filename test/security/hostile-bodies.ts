/**
 * Texts that have run as scripts somewhere, or tried to: written for these tests from what is known of the cases. Each
 * calls `pwned` where it succeeds.
 */

/** Cases that were published, by what they are known as. */
const published: readonly (readonly [name: string, body: string])[] = [
  // A link in markdown whose address leaves its attribute.
  ['Rocket.Chat, CVE-2017-1000054', '[a](https://a.example/"onmouseover="pwned(1)"x=")'],
  ['Rocket.Chat, CVE-2017-1000054, image', '![a](https://a.example/x.png"onerror="pwned(1))'],
  // A visitor's name and message shown as markup to the agent.
  ['Rocket.Chat livechat, GHSA-hf55-c445-2w97', '<img src=x onerror="parent.pwned(1)">'],
  ['Rocket.Chat livechat, GHSA-hf55-c445-2w97, name', '"><svg/onload=pwned(1)>'],
  // A widget that put what the visitor wrote into the page.
  ['ChatterMate, CVE-2026-24399', '<iframe src="javascript:parent.pwned(1)"></iframe>'],
  ['ChatterMate, CVE-2026-24399, data', '<iframe src="data:text/html,<script>parent.pwned(1)</script>"></iframe>'],
  // Markup in the body of an event that was sanitized, then changed once more.
  ['matrix-react-sdk, GHSA-c9vx-2g7w-rp65', '<span data-mx-maths="\\href{javascript:pwned(1)}{x}"></span>'],
  ['matrix-react-sdk, GHSA-c9vx-2g7w-rp65, code', '<code class="language-x"><img src=x onerror=pwned(1)></code>'],
  // Attributes looked up through a polluted prototype.
  ['DOMPurify, CVE-2024-45801', '{"__proto__":{"ALLOWED_ATTR":["onerror"]}}<img src=x onerror=pwned(1)>'],
  // Nesting so deep that the tree is another one the second time it is read.
  [
    'DOMPurify, CVE-2024-47875',
    `${'<div>'.repeat(60)}<svg><style><a title="</style><img src=x onerror=pwned(1)>">`,
  ],
  [
    'DOMPurify, CVE-2024-47875, form',
    `<form><math><mtext></form><form><mglyph><style></math><img src onerror=pwned(1)>`,
  ],
  // Template literals that close early.
  [
    'DOMPurify, CVE-2025-26791',
    '<math><foo-test><mi><li><table><foo-test><li></li></foo-test>${pwned(1)}<img src=x onerror=pwned(1)>',
  ],
  ['iframe srcdoc', '<iframe srcdoc="<script>parent.pwned(1)</script>"></iframe>'],
  ['iframe srcdoc, encoded', '<iframe srcdoc="&lt;script&gt;parent.pwned(1)&lt;/script&gt;"></iframe>'],
  ['sanitized before markdown', '<a title="`<img src=x onerror=pwned(1)>`">x</a>'],
  ['sanitized before markdown, link', '[<img src=x onerror=pwned(1)>](javascript:pwned(1))'],
];

const handlers = [
  '<script>pwned(1)</script>',
  '<SCRIPT SRC=data:,pwned(1)></SCRIPT>',
  '<scr<script>ipt>pwned(1)</scr</script>ipt>',
  '<script\u00a0>pwned(1)</script>',
  '</textarea><script>pwned(1)</script>',
  '</title><script>pwned(1)</script>',
  '</style><script>pwned(1)</script>',
  '--><script>pwned(1)</script>',
  '<![CDATA[<script>pwned(1)</script>]]>',
  '<svg><script>pwned(1)</script></svg>',
  '<svg><a xlink:href="javascript:pwned(1)"><text>x</text></a></svg>',
  '<svg><animate onbegin=pwned(1) attributeName=x dur=1s>',
  '<svg><set attributeName=href to=javascript:pwned(1)>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=pwned(1)>#x">',
  '<svg><foreignObject><iframe onload=pwned(1)></foreignObject></svg>',
  '<math href="javascript:pwned(1)">x</math>',
  '<math><maction actiontype="statusline#" xlink:href="javascript:pwned(1)">x',
  '<meta http-equiv=refresh content="0;url=javascript:pwned(1)">',
  '<base href="javascript:pwned(1)//">',
  '<link rel=stylesheet href="javascript:pwned(1)">',
  '<link rel=import href="data:text/html,<script>pwned(1)</script>">',
  '<object data="javascript:pwned(1)"></object>',
  '<embed src="javascript:pwned(1)">',
  '<form action="javascript:pwned(1)"><button>x</button></form>',
  '<button formaction="javascript:pwned(1)">x</button>',
  '<isindex action="javascript:pwned(1)" type=image>',
  '<template shadowrootmode=open><script>pwned(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=pwned(1)>">',
  '<xmp><p title="</xmp><img src=x onerror=pwned(1)>">',
  '<listing>&lt;img onerror="pwned(1)" src=x&gt;</listing>',
  '<marquee onstart=pwned(1)>x</marquee>',
  '<details open ontoggle=pwned(1)>x</details>',
  '<div style="background:url(javascript:pwned(1))">x</div>',
  '<div style="width:expression(pwned(1))">x</div>',
  '<style>@import "javascript:pwned(1)";</style>',
  '<x-y onclick=pwned(1) autofocus tabindex=0 onfocus=pwned(1)>x</x-y>',
  '<openim-chat url="javascript:pwned(1)"></openim-chat>',
  '<slot onslotchange=pwned(1)></slot>',
  '<?xml-stylesheet href="javascript:pwned(1)"?>',
];

const onEvents = [
  'img',
  'video',
  'audio',
  'body',
  'input',
  'iframe',
  'object',
  'select',
  'textarea',
  'svg',
  'track',
].flatMap((tag) => [`<${tag} src=x onerror=pwned(1) onload=pwned(1)>`, `<${tag}/onfocus=pwned(1)/autofocus>`]);

const addresses = [
  'javascript:pwned(1)',
  'JaVaScRiPt:pwned(1)',
  'java\tscript:pwned(1)',
  'java\nscript:pwned(1)',
  '\u0001javascript:pwned(1)',
  'javascript&colon;pwned(1)',
  'javascript://a.example/%0apwned(1)',
  'jav&#x61;script:pwned(1)',
  'vbscript:pwned(1)',
  'data:text/html,<script>pwned(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5wd25lZCgxKTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="pwned(1)"/>',
  'data:application/xhtml+xml,<script xmlns="http://www.w3.org/1999/xhtml">pwned(1)</script>',
  'blob:javascript:pwned(1)',
  'view-source:javascript:pwned(1)',
  'feed:javascript:pwned(1)',
  'intent://x#Intent;scheme=javascript;end',
  'file:///etc/passwd',
];

const templates = [
  '${pwned(1)}',
  '{{constructor.constructor("pwned(1)")()}}',
  '{{pwned(1)}}',
  '#{pwned(1)}',
  '<%= pwned(1) %>',
  '[[pwned(1)]]',
  '{%raw%}<script>pwned(1)</script>{%endraw%}',
  '<!--?lit$1$-->${pwned(1)}',
  '{{lit-1}}<?lit$1$>',
  '__proto__',
  'constructor',
  '{"__proto__":{"innerHTML":"<img src=x onerror=pwned(1)>"}}',
  '"onmouseover="pwned(1)',
  "'onmouseover='pwned(1)",
  '`onmouseover=pwned(1)',
  '" autofocus onfocus=pwned(1) x="',
  '\\u003cscript\\u003epwned(1)\\u003c/script\\u003e',
  '&lt;script&gt;pwned(1)&lt;/script&gt;',
  '&#60;script&#62;pwned(1)&#60;/script&#62;',
  '%3Cscript%3Epwned(1)%3C/script%3E',
  '+ADw-script+AD4-pwned(1)+ADw-/script+AD4-',
  '\ufeff<script>pwned(1)</script>',
  '<\0script>pwned(1)</script>',
  '\ud800<script>pwned(1)</script>',
  '[a](javascript:pwned(1))',
  '[a]: javascript:pwned(1)',
  '<javascript:pwned(1)>',
  '```<img src=x onerror=pwned(1)>```',
  'https://a.example/<img src=x onerror=pwned(1)>',
  'https://a.example/"onmouseover="pwned(1)',
  'mailto:a@a.example"onmouseover="pwned(1)',
];

export const hostileBodies: readonly string[] = [
  ...published.map(([, body]) => body),
  ...handlers,
  ...onEvents,
  ...addresses,
  ...templates,
];
