const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** How long ago or ahead it is; the exact time is its tooltip. */
export function Time({ unixSeconds }: { readonly unixSeconds: number }) {
  const date = new Date(unixSeconds * 1_000);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString()}>
      {distance(unixSeconds - Date.now() / 1_000)}
    </time>
  );
}

function distance(seconds: number): string {
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (!unit) return relative.format(Math.round(seconds), 'second');
  const [name, size] = unit;
  return relative.format(Math.round(seconds / size), name);
}
