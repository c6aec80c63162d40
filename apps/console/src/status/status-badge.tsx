const WORDS: Readonly<Record<string, string>> = {
  ready: 'Ready',
  degraded: 'Degraded',
  not_ready: 'Not ready',
  unknown: 'Unknown',
};

const TONES: Readonly<Record<string, string>> = {
  ready: 'good',
  degraded: 'fair',
  not_ready: 'bad',
};

/** In words and in colour. @param status undefined while it is loaded */
export function StatusBadge({ status }: { readonly status: string | undefined }) {
  return (
    <span class={`badge dot ${TONES[status ?? ''] ?? ''}`}>
      {status === undefined ? '…' : (WORDS[status] ?? status)}
    </span>
  );
}
