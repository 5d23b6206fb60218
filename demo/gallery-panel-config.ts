import type { PanelConfig } from '../components/launcher/types.js';

/** What the launcher's panel is told by a page that says no more than this. Open, and silent. */
export function panelConfig(said: Partial<PanelConfig>): PanelConfig {
  return {
    url: '',
    apiURL: '',
    userID: '',
    token: '',
    getToken: undefined,
    target: undefined,
    name: '',
    email: '',
    attributes: {},
    fields: [],
    heading: '',
    subheading: '',
    locale: 'en',
    isOpen: true,
    isAway: false,
    isSilent: true,
    close: () => undefined,
    ...said,
  };
}
