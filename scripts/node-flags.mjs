/**
 * How the gateway's process is started, in production as in the benchmark. With V8's own choices it
 * takes 320 MB under load on a machine with much memory, with these under 200 MB: a smaller young
 * generation, and an old one that is collected when it has grown by three tenths. See docs/performance.md.
 *
 * The program's own code is mapped in large pages where the system offers them: a gateway that is busy
 * runs through much of it for each request, and takes a sixth less time so.
 */
export const nodeFlags = [
  '--enable-source-maps',
  '--use-largepages=silent',
  '--max-semi-space-size=6',
  '--no-parallel-scavenge',
  '--heap-growing-percent=30',
];
