import { InstructionsField } from './instructions-field.js';
import { ModelField } from './model-field.js';
import { RequestPreview } from './request-preview.js';
import { SamplingFields } from './sampling-fields.js';
import { SessionField } from './session-field.js';
import { ToolPicker } from './tool-picker.js';

/** @param isOpen only narrow screens ask: wide ones have room for it always */
export function SettingsPanel({ isOpen }: { readonly isOpen: boolean }) {
  return (
    <section id="settings" class={`settings ${isOpen ? 'open' : ''}`} aria-label="Request">
      <ModelField />
      <SessionField />
      <InstructionsField />
      <SamplingFields />
      <ToolPicker />
      <RequestPreview />
    </section>
  );
}
