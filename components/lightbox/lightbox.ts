import { OpenIMLightbox } from './lightbox.component.js';

export { OpenIMLightbox } from './lightbox.component.js';

OpenIMLightbox.define('openim-lightbox');

declare global {
  interface HTMLElementTagNameMap {
    'openim-lightbox': OpenIMLightbox;
  }
}
