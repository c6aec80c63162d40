import { Controller, Get, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { VERSION } from './version.js';

interface EntryPoints {
  readonly name: string;
  readonly version: string;
  readonly links: Readonly<Record<string, string>>;
}

/** A controller for `GET /`. @param links paths by what they are for */
export function rootController(name: string, links: Readonly<Record<string, string>>): Type {
  @Controller()
  @ApiTags('Operations')
  class RootController {
    @Get()
    @ApiOperation({ operationId: 'getRoot', summary: 'What this is and where to go' })
    @ApiResponse({
      status: 200,
      description: 'Name, version and links.',
      schema: {
        type: 'object',
        required: ['name', 'version', 'links'],
        properties: {
          name: { type: 'string' },
          version: { type: 'string' },
          links: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    })
    entryPoints(): EntryPoints {
      return { name, version: VERSION, links };
    }
  }
  return RootController;
}
