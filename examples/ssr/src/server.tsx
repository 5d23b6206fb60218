import { renderToString } from 'react-dom/server';
import { App } from './App.js';

/** The page's body as HTML. */
export function render(query: URLSearchParams): string {
  return renderToString(<App url={query.get('url') ?? ''} userID={query.get('user') ?? ''} />);
}
