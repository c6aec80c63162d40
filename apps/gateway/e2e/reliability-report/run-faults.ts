// npm run reliability -- faults: one fault after the other, into docs/reliability.md.
import { measureFaults } from '../faults/measure-faults.js';
import { renderFaults } from '../faults/render-faults.js';
import { LONG_FAULTS } from '../faults/rehearsals.js';
import { writeSection } from './write-section.js';

await writeSection('faults', renderFaults(await measureFaults(LONG_FAULTS)));
process.exit(0);
