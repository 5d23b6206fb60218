import 'openim-chat/components';
import { useEffect, useState } from 'react';

/**
 * The same on both sides. React sets no functions on custom elements while it hydrates; the first effect hands `getToken`
 * over, and the render after it the listener, which is a new one each time.
 */
export function App({ url, userID }: { url: string; userID: string }) {
  const [unread, setUnread] = useState(0);
  const [isOpen, setOpen] = useState(true);
  const [getToken, setGetToken] = useState<() => Promise<string>>();
  useEffect(() => {
    // A real page asks its own back end.
    setGetToken(() => () => Promise.resolve(new URLSearchParams(location.search).get('token') ?? ''));
  }, []);
  return (
    <>
      <header>
        <span>
          Unread: <output>{unread}</output>
        </span>
        <button type="button" onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close chat' : 'Open chat'}
        </button>
      </header>
      {isOpen && (
        <openim-provider
          url={url}
          user-id={userID}
          getToken={getToken}
          onopenim-unread-change={({ detail }) => setUnread(detail.total)}
        >
          <openim-conversation-list />
          <openim-chat />
        </openim-provider>
      )}
    </>
  );
}
