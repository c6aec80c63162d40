import { Global, Module, type Provider } from '@nestjs/common';
import { WorkerPeers } from 'llm-gateway/contracts';
import { PrimaryLink, primaryLink } from './primary-link.js';
import { WorkersProbe } from './workers.probe.js';
import { WorkersSection } from './workers.section.js';

const link = primaryLink();
const providers: Provider[] = link
  ? [
      { provide: PrimaryLink, useValue: link },
      { provide: WorkerPeers, useExisting: PrimaryLink },
      WorkersProbe,
      WorkersSection,
    ]
  : [];

/** Where the process is one of several workers: the others. Else nothing. */
@Global()
@Module({ providers, exports: link ? [WorkerPeers] : [] })
export class WorkersModule {}
