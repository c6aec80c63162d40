import { draft } from './draft.js';

export function InstructionsField() {
  const isOfSession = draft.sessionId.value !== '';
  return (
    <label class="field">
      <span>
        Instructions{' '}
        <span class="hint">{isOfSession ? 'the session has its own' : 'system message'}</span>
      </span>
      <textarea
        rows={2}
        value={draft.instructions.value}
        disabled={isOfSession}
        onInput={(event) => (draft.instructions.value = event.currentTarget.value)}
      />
    </label>
  );
}
