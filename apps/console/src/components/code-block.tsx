import { CopyButton } from './copy-button.js';

interface CodeBlockProperties {
  readonly code: string;
  /** What it is, for those who cannot see it. */
  readonly label: string;
}

/** Text in a fixed pitch that scrolls within itself, also by keyboard. */
export function CodeBlock({ code, label }: CodeBlockProperties) {
  return (
    <div class="code-block">
      <div>
        <span class="hint">{label}</span>
        <CopyButton text={code} label="Copy" />
      </div>
      <pre tabIndex={0} role="region" aria-label={label}>
        {code}
      </pre>
    </div>
  );
}
