import { CUSTOM_ELEMENTS_SCHEMA, Component, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import 'openim-chat/components';

const query = new URLSearchParams(location.search);

@Component({
  selector: 'app-root',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <header>
      <span
        >Unread: <output>{{ unread() }}</output></span
      >
      <button type="button" (click)="isOpen.set(!isOpen())">{{ isOpen() ? 'Close chat' : 'Open chat' }}</button>
    </header>
    @if (isOpen()) {
      <openim-provider
        [url]="url"
        [userID]="userID"
        [getToken]="getToken"
        (openim-unread-change)="onUnreadChange($event)"
      >
        <openim-conversation-list></openim-conversation-list>
        <openim-chat></openim-chat>
      </openim-provider>
    }
  `,
})
class App {
  readonly url = query.get('url') ?? '';
  readonly userID = query.get('user') ?? '';
  readonly unread = signal(0);
  readonly isOpen = signal(true);
  // A real page asks its own back end.
  readonly getToken = (): Promise<string> => Promise.resolve(query.get('token') ?? '');

  onUnreadChange(event: Event): void {
    this.unread.set((event as CustomEvent<{ total: number }>).detail.total);
  }
}

void bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
