import type { Catalog } from './en.js';
import type { ChatSearchWords } from './chat-search/en.js';
import type { ComposerWords } from './composer/en.js';
import type { ConversationMenuWords } from './conversation-menu/en.js';
import type { FailureWords } from './failures/en.js';
import type { ForwardWords } from './forward-dialog/en.js';
import type { LauncherWords } from './launcher/en.js';
import type { MessageWords } from './message/en.js';
import type { PeopleWords } from './people/en.js';
import type { SharedFilesWords } from './shared-files/en.js';
import type { SupportWords } from './support/en.js';

/**
 * The words of parts that are loaded on their own. English words come with the part, those of other languages with their
 * catalog.
 */
export type LaterWords = {
  readonly chatSearch: ChatSearchWords;
  readonly composer: ComposerWords;
  readonly conversationMenu: ConversationMenuWords;
  readonly failure: FailureWords;
  readonly forward: ForwardWords;
  readonly launcher: LauncherWords;
  readonly message: MessageWords;
  readonly people: PeopleWords;
  readonly sharedFiles: SharedFilesWords;
  readonly support: SupportWords;
};

/** All words of a language other than English. */
export type LanguageWords = { readonly catalog: Catalog; readonly later: LaterWords };
