'use client';

import dynamic from 'next/dynamic';

// While React hydrates it sets no properties of custom elements and adds no listeners to them.
const Chat = dynamic(() => import('./chat'), { ssr: false });

export default function Page() {
  return <Chat />;
}
