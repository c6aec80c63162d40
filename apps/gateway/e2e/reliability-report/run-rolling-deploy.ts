// npm run rolling-deploy: the long rehearsal, into docs/reliability.md.
import { FULL_REHEARSAL } from '../cluster/rehearsals.js';
import { rehearseRollingDeploy } from '../cluster/rehearse-rolling-deploy.js';
import { renderRollingDeploy } from './render-rolling-deploy.js';
import { writeSection } from './write-section.js';

const result = await rehearseRollingDeploy(FULL_REHEARSAL);
await writeSection('rolling-deploy', renderRollingDeploy(result));
process.exit(result.report.failures.length + result.report.wrongTurns.length > 0 ? 1 : 0);
