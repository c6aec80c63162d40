import { useState } from 'preact/hooks';
import { Composer } from './composer.js';
import { Conversation } from './conversation-view.js';
import { SettingsPanel } from './settings-panel.js';
import { clearConversation, turns } from './conversation.js';

/** A chat with any model of the gateway, and the request that it is made of. */
export function PlaygroundPage() {
  const [showsSettings, setShowsSettings] = useState(false);
  return (
    <div class="playground">
      <section class="chat" aria-labelledby="chat-title">
        <div class="chat-head">
          <h1 id="chat-title">Playground</h1>
          <div class="actions end">
            <button
              type="button"
              class="small narrow-only"
              aria-expanded={showsSettings}
              aria-controls="settings"
              onClick={() => setShowsSettings(!showsSettings)}
            >
              Settings
            </button>
            <button
              type="button"
              class="small"
              disabled={turns.value.length === 0}
              onClick={clearConversation}
            >
              Clear
            </button>
          </div>
        </div>
        <Conversation />
        <Composer />
      </section>
      <SettingsPanel isOpen={showsSettings} />
    </div>
  );
}
