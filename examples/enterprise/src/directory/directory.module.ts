import { Module } from '@nestjs/common';
import { DirectorySource } from './directory.source.js';
import { TableToolHandler } from './table.tool-handler.js';

/** A kind of tool, and a tool of this kind. */
@Module({ providers: [TableToolHandler, DirectorySource] })
export class DirectoryModule {}
