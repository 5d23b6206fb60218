import { hydrateRoot } from 'react-dom/client';
import { App } from './App.js';

const query = new URLSearchParams(location.search);
const root = document.getElementById('root');
if (root) hydrateRoot(root, <App url={query.get('url') ?? ''} userID={query.get('user') ?? ''} />);
