import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TeamKeyGuard } from './team-key.guard.js';
import { TeamKeys } from './team-keys.js';

/** Guards all routes of the application, those of the libs too. */
@Module({})
export class TeamKeysModule {
  static forRoot(keys: TeamKeys): DynamicModule {
    return {
      module: TeamKeysModule,
      providers: [
        { provide: TeamKeys, useValue: keys },
        { provide: APP_GUARD, useClass: TeamKeyGuard },
      ],
    };
  }
}
